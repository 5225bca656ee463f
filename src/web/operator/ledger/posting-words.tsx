import { Pt, Yen } from '../../kit/amount.tsx'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { ACCOUNTS, KINDS } from '../../kit/ledger-words.ts'
import { To } from '../common/to.tsx'
import type { Posting } from './answers.ts'
import { COMMANDS } from './command-words.ts'

const SENTENCES = {
  title: { ja: '仕訳 {id}', en: 'Posting {id}' },
  rule: {
    ja: '「{command}」の処理で、{debit}から{credit}へ動いた額です。',
    en: 'What “{command}” moved from {debit} to {credit}.',
  },
  entry: { ja: 'この仕訳を記録した処理を見る', en: 'See the command that made this posting' },
} as const

/** Says an account, a kind or a command in the reader's language. */
export function useLedgerWords() {
  const language = useLanguage()
  const say = (words: Sentences, name: string) => words[name]?.[language] ?? name
  return {
    account: (name: string) => say(ACCOUNTS, name),
    kind: (name: string) => say(KINDS, name),
    command: (name: string) => say(COMMANDS, name),
  }
}

/** The amount of a posting, which opens to the command that made it. */
export function PostingAmount({ posting }: { readonly posting: Posting }) {
  const t = useText(SENTENCES)
  const words = useLedgerWords()
  const { account, kind } = words
  const { amount, unit, id, debit, credit, order, policyVersion, entry } = posting
  const why = {
    title: `${kind(posting.kind)} – ${t('title', { id })}`,
    rule: t('rule', {
      command: words.command(posting.command),
      debit: account(debit),
      credit: account(credit),
    }),
    policyVersion,
    ...(order === null ? {} : { order }),
    link: { text: t('entry'), href: `/operator/ledger/entries/${entry}` },
  }
  return unit === 'PT' ? <Pt amount={amount} why={why} /> : <Yen amount={amount} why={why} />
}

/** Whom a posting is about, each with a link to their page. */
export function Parties({ buyer, seller, order }: Pick<Posting, 'buyer' | 'seller' | 'order'>) {
  const links = [
    ['orders', order],
    ['buyers', buyer],
    ['sellers', seller],
  ].filter((link): link is [string, string] => link[1] !== null)
  if (links.length === 0) return '–'
  return (
    <>
      {links.map(([place, name]) => (
        <div key={place}>
          <To href={`/operator/${place}/${encodeURIComponent(name)}`}>{name}</To>
        </div>
      ))}
    </>
  )
}
