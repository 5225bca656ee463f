import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api, Problem } from '../../kit/api.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Asked } from '../apps/authorise.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'

const SENTENCES = {
  title: { ja: '振込先', en: 'Bank account' },
  about: { ja: '決済レポートのお支払い額が振り込まれる口座です。', en: 'Where payouts go.' },
  none: { ja: '振込先が登録されていません。', en: 'None has been registered.' },
  change: { ja: '変更', en: 'Change' },
  register: { ja: '登録', en: 'Register' },
  save: { ja: '保存', en: 'Save' },
  saved: { ja: '振込先を保存しました。', en: 'The bank account is saved.' },
  bank: { ja: '銀行番号（4桁）', en: 'Bank number (4 digits)' },
  bankName: { ja: '銀行名（カナ）', en: 'Bank name (kana)' },
  branch: { ja: '支店番号（3桁）', en: 'Branch number (3 digits)' },
  branchName: { ja: '支店名（カナ）', en: 'Branch name (kana)' },
  kind: { ja: '種別', en: 'Kind' },
  number: { ja: '口座番号（7桁）', en: 'Account number (7 digits)' },
  holder: { ja: '口座名義（カナ）', en: 'Holder (kana)' },
  holderHint: {
    ja: '銀行で使用できる半角カナに変換して登録します。漢字は使えません。',
    en: 'Turned into the half-width kana that banks exchange; kanji can not be.',
  },
  digits: { ja: '{n}桁の数字で入力してください。', en: 'Exactly {n} digits.' },
} as const

const KINDS: Sentences<'ordinary' | 'current' | 'savings'> = {
  ordinary: { ja: '普通', en: 'Ordinary' },
  current: { ja: '当座', en: 'Current' },
  savings: { ja: '貯蓄', en: 'Savings' },
}

interface Bank {
  readonly bank: string
  readonly bankName: string
  readonly branch: string
  readonly branchName: string
  readonly kind: 'ordinary' | 'current' | 'savings'
  readonly number: string
  readonly holder: string
}

const BLANK: Bank = {
  ...{ bank: '', bankName: '', branch: '', branchName: '', kind: 'ordinary', number: '' },
  holder: '',
}

/** Where payouts go: of the number, its end. */
export function BankAccount() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own('bank-account')
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) =>
      api<Bank>(path, { signal }).catch((problem) => {
        if (problem instanceof Problem && problem.code === 'bank_account_not_found') return null
        throw problem
      }),
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={t('about')}
          actions={<Button onClick={() => setOpen(true)}>{t(data ? 'change' : 'register')}</Button>}
        >
          {t('title')}
        </Header>
      }
    >
      {isLost(data, error) ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : data === null ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <KeyValuePairs
          columns={3}
          minColumnWidth={180}
          items={[
            { label: t('bankName'), value: `${wide(data.bankName)} (${data.bank})` },
            { label: t('branchName'), value: `${wide(data.branchName)} (${data.branch})` },
            { label: t('number'), value: `${KINDS[data.kind][language]} ${data.number}` },
            { label: t('holder'), value: wide(data.holder) },
          ]}
        />
      )}
      {isOpen && <BankForm before={data ?? null} onClose={() => setOpen(false)} />}
    </Container>
  )
}

const DIGITS = { bank: 4, branch: 3, number: 7 } as const
const FIELDS = ['bank', 'bankName', 'branch', 'branchName', 'number', 'holder'] as const

/** Kana as people read them; banks' half-width ones are hard to read, and not in every typeface. */
const wide = (text: string): string => text.normalize('NFKC')
const plain = (text: string): string => text.normalize('NFKC').trim()

function BankForm({
  before,
  onClose,
}: {
  readonly before: Bank | null
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own('bank-account')
  const [bank, setBank] = useState<Bank>(
    before
      ? {
          ...before,
          ...{ bankName: wide(before.bankName), branchName: wide(before.branchName) },
          ...{ holder: wide(before.holder), number: '' },
        }
      : BLANK,
  )
  const { write, isWriting, error } = useWrite<Bank>((body) => ({ method: 'PUT', path, body }), {
    changes: [[path], [own('history')]],
    onDone: () => {
      say({ type: 'success', content: <Saved /> })
      onClose()
    },
  })
  const wrong = (field: (typeof FIELDS)[number]): boolean => {
    const text = plain(bank[field])
    const n = DIGITS[field as keyof typeof DIGITS]
    return n === undefined ? text === '' : !new RegExp(`^[0-9]{${n}}$`).test(text)
  }
  const errorOf = (field: (typeof FIELDS)[number]): string | undefined => {
    const n = DIGITS[field as keyof typeof DIGITS]
    return n !== undefined && bank[field] !== '' && wrong(field) ? t('digits', { n }) : undefined
  }
  const save = () => {
    const texts = FIELDS.map((field) => [field, plain(bank[field])] as const)
    write({ ...bank, ...Object.fromEntries(texts) })
  }
  const options = Object.entries(KINDS).map(([value, word]) => ({ value, label: word[language] }))
  return (
    <Asked
      title={t('title')}
      onClose={onClose}
      error={error}
      button={
        <Button variant="primary" loading={isWriting} disabled={FIELDS.some(wrong)} onClick={save}>
          {t('save')}
        </Button>
      }
    >
      <SpaceBetween size="m">
        {FIELDS.map((field) => (
          <FormField
            key={field}
            label={t(field)}
            errorText={errorOf(field)}
            {...(field === 'holder' ? { description: t('holderHint') } : {})}
          >
            <Input
              value={bank[field]}
              autoComplete={false}
              onChange={({ detail }) => setBank({ ...bank, [field]: detail.value.slice(0, 40) })}
            />
          </FormField>
        ))}
        <FormField key="kind" label={t('kind')}>
          <Select
            options={options}
            selectedOption={options.find(({ value }) => value === bank.kind) ?? null}
            onChange={({ detail }) =>
              setBank({ ...bank, kind: detail.selectedOption.value as Bank['kind'] })
            }
          />
        </FormField>
      </SpaceBetween>
    </Asked>
  )
}

function Saved() {
  const t = useText(SENTENCES)
  return t('saved')
}
