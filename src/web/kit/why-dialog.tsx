import { useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { Dialog } from './dialog.tsx'
import type { Because, ExplainedStep, Explanation } from './explanation.ts'
import { count, moment, pt, yen } from './format.ts'
import { type Sentences, useLanguage, useText } from './language.ts'
import { ACCOUNTS, KINDS } from './ledger-words.ts'
import { Failure } from './problem.tsx'

const SENTENCES = {
  made: { ja: '内訳', en: 'Made of' },
  steps: { ja: '計算', en: 'How it is computed' },
  entries: { ja: '台帳の記録', en: 'Entries in the ledger' },
  none: { ja: '台帳にはまだ記録がありません。', en: 'Nothing is in the ledger yet.' },
  older: { ja: 'ほか、以前の記録が{n}件あります。', en: 'And {n} older.' },
  order: { ja: '注文', en: 'Order' },
  policy: { ja: '適用ルール', en: 'Rules' },
  version: { ja: 'バージョン{version}', en: 'version {version}' },
  named: {
    ja: 'バージョン{version}（{name}、{from}から）',
    en: 'version {version} ({name}, since {from})',
  },
  exact: { ja: '端数処理前', en: 'before rounding' },
  when: { ja: '日時', en: 'When' },
  what: { ja: '内容', en: 'What' },
  way: { ja: '借方 → 貸方', en: 'Debit → credit' },
  amount: { ja: '金額', en: 'Amount' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
  'half-even': { ja: '銀行丸め（最近接偶数）', en: 'half to even' },
  'half-up': { ja: '四捨五入', en: 'half up' },
  floor: { ja: '切り捨て', en: 'down' },
  ceil: { ja: '切り上げ', en: 'up' },
} as const

interface Props {
  readonly because: Because
  readonly onClose: () => void
}

/** Why a number is what it is: its parts, the rule, each step, the policy and the entries. */
export function WhyDialog({ because, onClose }: Props) {
  const t = useText(SENTENCES)
  const { title, text, rule, parts = [], link } = because
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="kit-figure">{text}</p>
      <p>{rule}</p>
      {parts.length > 0 && (
        <section>
          <h3>{t('made')}</h3>
          <dl className="kit-parts">
            {parts.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {because.from === undefined ? (
        <>
          <Steps steps={because.steps ?? []} />
          <Facts because={because} />
        </>
      ) : (
        <FromServer because={because} from={because.from} />
      )}
      {link && (
        <p>
          <a href={link.href}>{link.text}</a>
        </p>
      )}
    </Dialog>
  )
}

function FromServer({ because, from }: { readonly because: Because; readonly from: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['explanation', from, language],
    queryFn: ({ signal }) => api<Explanation>(from, { signal }),
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <p role="status">{t('loading')}</p>
  return (
    <>
      <Steps steps={data.steps} />
      <Facts because={because} policy={data.policy} />
      {/* What is computed from other figures has no entries of its own. */}
      {(data.entries.length > 0 || data.steps.length === 0 || because.order !== undefined) && (
        <Entries entries={data.entries} more={data.more} />
      )}
    </>
  )
}

function Facts({
  because: { order, policyVersion },
  policy,
}: {
  readonly because: Because
  readonly policy?: Explanation['policy']
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const version = policy?.version ?? policyVersion
  return (
    <dl className="kit-parts">
      {order !== undefined && (
        <div>
          <dt>{t('order')}</dt>
          <dd>{order}</dd>
        </div>
      )}
      {version !== undefined && (
        <div>
          <dt>{t('policy')}</dt>
          <dd>
            {policy
              ? t('named', {
                  version,
                  name: policy.name,
                  from: moment(policy.effectiveFrom, language, 'date'),
                })
              : t('version', { version })}
          </dd>
        </div>
      )}
    </dl>
  )
}

function Steps({ steps }: { readonly steps: readonly ExplainedStep[] }) {
  const t = useText(SENTENCES)
  if (steps.length === 0) return null
  return (
    <section>
      <h3>{t('steps')}</h3>
      <ol className="kit-steps">
        {steps.map((step) => (
          <li key={`${step.sentence} ${step.result}`}>
            {step.sentence} <small>{step.source}</small>
            <div>
              {step.rounded && (
                <span>
                  {t('exact')} {exact(step.rounded)} · {t(step.rounded.rounding)}{' '}
                </span>
              )}
              <strong>= {count(step.result)}</strong>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** 124, or 33 1/3: exact, whatever it is. */
const exact = ({ whole, numerator, denominator }: NonNullable<ExplainedStep['rounded']>) =>
  numerator === 0 ? count(whole) : `${count(whole)} ${numerator}/${denominator}`

function Entries({ entries, more }: Pick<Explanation, 'entries' | 'more'>) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const say = (words: Sentences, name: string) => words[name]?.[language] ?? name
  return (
    <section>
      <h3>{t('entries')}</h3>
      {entries.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        <ul className="kit-entries">
          {entries.map((entry) => (
            <li key={entry.id}>
              <span>
                {say(KINDS, entry.kind)}{' '}
                <time dateTime={entry.at}>{moment(entry.at, language)}</time>
              </span>
              <strong>{entry.unit === 'PT' ? pt(entry.amount) : yen(entry.amount)}</strong>
              <small>
                {say(ACCOUNTS, entry.debit)} → {say(ACCOUNTS, entry.credit)}
              </small>
              <small>{t('version', { version: entry.policyVersion })}</small>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p>{t('older', { n: count(more) })}</p>}
    </section>
  )
}
