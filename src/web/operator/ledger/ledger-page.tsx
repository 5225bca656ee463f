import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import type { FormEvent } from 'react'
import { withNumbers } from '../../console/numbers.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useText } from '../../kit/language.ts'
import { ACCOUNTS, KINDS } from '../../kit/ledger-words.ts'
import { At } from '../common/at.tsx'
import { By } from '../common/by.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo, To } from '../common/to.tsx'
import { momentOf } from '../common/typed-moment.ts'
import type { Posting } from './answers.ts'
import { Parties, PostingAmount, useLedgerWords } from './posting-words.tsx'
import { type PostingSearch, type SearchField, usePostingSearch } from './search.ts'

const SENTENCES = {
  title: { ja: '台帳', en: 'Ledger' },
  about: {
    ja: 'すべての仕訳を新しい順に表示します。条件はアドレスに含まれるため、そのまま共有できます。',
    en: 'Every posting, the newest first. The address holds the search, so it can be shared.',
  },
  account: { ja: '勘定', en: 'Account' },
  kind: { ja: '種類', en: 'Kind' },
  buyer: { ja: '購入者', en: 'Buyer' },
  seller: { ja: '出品者', en: 'Seller' },
  order: { ja: '注文', en: 'Order' },
  caller: { ja: '依頼元', en: 'Caller' },
  key: { ja: '冪等キー', en: 'Idempotency key' },
  from: { ja: '記録日時（以降）', en: 'Recorded from (Tokyo)' },
  until: { ja: '記録日時（より前）', en: 'Recorded before (Tokyo)' },
  any: { ja: 'すべて', en: 'Any' },
  search: { ja: '検索', en: 'Search' },
  clear: { ja: '条件をクリア', en: 'Clear' },
  share: { ja: 'リンクをコピー', en: 'Copy the link' },
  copied: { ja: 'コピーしました', en: 'Copied' },
  notCopied: { ja: 'コピーできませんでした', en: 'Could not copy' },
  verify: { ja: '台帳の検証', en: 'Verify the ledger' },
  postings: { ja: '仕訳', en: 'Postings' },
  when: { ja: '発生日時', en: 'When' },
  way: { ja: '借方 → 貸方', en: 'Debit → credit' },
  amount: { ja: '金額', en: 'Amount' },
  about2: { ja: '対象', en: 'About' },
  command: { ja: '処理', en: 'Command' },
  entry: { ja: '記録', en: 'Entry' },
  none: { ja: '条件に合う仕訳はありません。', en: 'No posting fits the search.' },
} as const

const PAGE = 50
const TEXTS = ['buyer', 'seller', 'order', 'caller', 'key', 'from', 'until'] as const

/** The ledger: from an account, a party, an order or a key down to single postings. */
export default function LedgerPage() {
  const t = useText(SENTENCES)
  const { asked, search, set, ask } = usePostingSearch()
  const pages = usePages<Posting>('/v1/ledger/postings', withMoments(asked), PAGE)
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <CopyToClipboard
            copyButtonText={t('share')}
            textToCopy={location.href}
            copySuccessText={t('copied')}
            copyErrorText={t('notCopied')}
          />
          <ButtonTo href="/operator/proof">{t('verify')}</ButtonTo>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <SearchForm search={search} set={set} ask={ask} />
        <PagedTable
          pages={pages}
          label={t('postings')}
          trackBy="id"
          empty={t('none')}
          wrapLines
          columnDefinitions={withNumbers(useColumns(), 'amount')}
        />
      </SpaceBetween>
    </Page>
  )
}

/** Days and minutes are Tokyo's, as they are shown; the address keeps what was typed. */
const withMoments = (asked: PostingSearch): PostingSearch => ({
  ...asked,
  ...(asked.from ? { from: momentOf(asked.from) } : {}),
  ...(asked.until ? { until: momentOf(asked.until) } : {}),
})

function SearchForm({
  search,
  set,
  ask,
}: {
  readonly search: PostingSearch
  readonly set: (field: SearchField, value: string) => void
  readonly ask: (search: PostingSearch) => void
}) {
  const t = useText(SENTENCES)
  const { account, kind } = useLedgerWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask(search)
  }
  const choose = (field: 'account' | 'kind', words: object, say: (name: string) => string) => {
    const options = [
      { value: '', label: t('any') },
      ...Object.keys(words).map((value) => ({ value, label: say(value) })),
    ]
    return (
      <FormField label={t(field)} key={field}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === (search[field] ?? '')) ?? null}
          onChange={({ detail }) => set(field, detail.selectedOption.value ?? '')}
          filteringType="auto"
        />
      </FormField>
    )
  }
  return (
    <form onSubmit={submit}>
      <Container>
        <SpaceBetween size="m">
          <div className="operator-fields">
            {choose('account', ACCOUNTS, account)}
            {choose('kind', KINDS, kind)}
            {TEXTS.map((field) => (
              <FormField label={t(field)} key={field}>
                <Input
                  value={search[field] ?? ''}
                  onChange={({ detail }) => set(field, detail.value)}
                  placeholder={field === 'from' || field === 'until' ? '2026-04-01 00:00' : ''}
                />
              </FormField>
            ))}
          </div>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" formAction="submit">
              {t('search')}
            </Button>
            <Button formAction="none" onClick={() => ask({})}>
              {t('clear')}
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </form>
  )
}

/** The columns of postings, wherever they are listed. */
export function useColumns(): TableProps.ColumnDefinition<Posting>[] {
  const t = useText(SENTENCES)
  const { account, kind, command } = useLedgerWords()
  return [
    {
      id: 'entry',
      header: t('entry'),
      isRowHeader: true,
      cell: ({ entry, id }) => <To href={`/operator/ledger/entries/${entry}`}>{id}</To>,
      minWidth: 85,
    },
    { id: 'at', header: t('when'), cell: ({ at }) => <At at={at} />, minWidth: 115 },
    { id: 'kind', header: t('kind'), cell: (posting) => kind(posting.kind), minWidth: 106 },
    {
      id: 'way',
      header: t('way'),
      cell: ({ debit, credit }) => `${account(debit)} → ${account(credit)}`,
      minWidth: 160,
    },
    {
      id: 'amount',
      header: t('amount'),
      cell: (posting) => <PostingAmount posting={posting} />,
    },
    {
      id: 'about',
      header: t('about2'),
      cell: (posting) => <Parties {...posting} />,
      minWidth: 140,
    },
    {
      id: 'command',
      header: t('command'),
      cell: ({ command: name, caller, callerName }) => (
        <>
          {command(name)} <By by={caller} name={callerName} />
        </>
      ),
      minWidth: 120,
    },
  ]
}
