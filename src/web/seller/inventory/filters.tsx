import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useEffect, useState } from 'react'
import { count, wholeNumber } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Filter, FilterName, SearchState } from './use-search.ts'

const SENTENCES = {
  search: { ja: 'SKU・商品名・ASINで検索', en: 'Search by SKU, product or ASIN' },
  status: { ja: 'ステータス', en: 'Status' },
  stock: { ja: '在庫', en: 'Stock' },
  points: { ja: 'ポイント', en: 'Points' },
  any: { ja: 'すべて', en: 'Any' },
  active: { ja: '出品中', en: 'Active' },
  inactive: { ja: '停止中', en: 'Inactive' },
  soldOut: { ja: '在庫切れ', en: 'Sold out' },
  low: { ja: '残り5点以下', en: '5 or fewer' },
  some: { ja: 'ポイントあり', en: 'With points' },
  none: { ja: 'ポイントなし', en: 'Without points' },
  reset: { ja: 'リセットされた出品', en: 'Reset' },
  from: { ja: '価格（下限）', en: 'Price from' },
  to: { ja: '価格（上限）', en: 'Price to' },
  clear: { ja: '条件をクリア', en: 'Clear filters' },
  wrong: { ja: '整数で入力してください。', en: 'Type a whole number.' },
} as const

type Word = keyof typeof SENTENCES

/** Every choice sets some filters and clears the others of its kind. */
const CHOICES: readonly {
  readonly name: Word
  readonly of: readonly FilterName[]
  readonly choices: readonly (readonly [Word, Filter])[]
}[] = [
  {
    ...{ name: 'status', of: ['status'] },
    choices: [
      ['active', { status: 'active' }],
      ['inactive', { status: 'inactive' }],
    ],
  },
  {
    ...{ name: 'points', of: ['points', 'pointsReset'] },
    choices: [
      ['some', { points: 'some' }],
      ['none', { points: 'none' }],
      ['reset', { pointsReset: 'true' }],
    ],
  },
  {
    ...{ name: 'stock', of: ['stockAtMost'] },
    choices: [
      ['soldOut', { stockAtMost: '0' }],
      ['low', { stockAtMost: '5' }],
    ],
  },
]

/** How long somebody may pause while typing before it is searched. */
const PAUSE_MS = 300

/** What narrows an inventory down. */
export function Filters({ search }: { readonly search: SearchState }) {
  const t = useText(SENTENCES)
  const { filter, change } = search
  const set = (next: Filter, cleared: readonly FilterName[]) => {
    const kept = Object.entries(filter).filter(([name]) => !cleared.includes(name as FilterName))
    change({ filter: { ...Object.fromEntries(kept), ...next } })
  }
  return (
    <search className="inventory-filters">
      <div className="inventory-search">
        <Typed
          label={t('search')}
          text={filter.query ?? ''}
          onText={(query) => set(query === '' ? {} : { query }, ['query'])}
          isSearch
        />
      </div>
      {CHOICES.map(({ name, of, choices }) => {
        const options = [
          { value: '', label: t('any') },
          ...choices.map(([word]) => ({ value: word as string, label: t(word) })),
        ]
        const chosen = choices.find(([, given]) =>
          Object.entries(given).every(([field, text]) => filter[field as FilterName] === text),
        )
        return (
          <FormField key={name} label={t(name)}>
            <Select
              selectedOption={options.find(({ value }) => value === (chosen?.[0] ?? '')) ?? null}
              options={options}
              onChange={({ detail }) => {
                const next = choices.find(([word]) => word === detail.selectedOption.value)
                set(next?.[1] ?? {}, of)
              }}
            />
          </FormField>
        )
      })}
      {(['priceFrom', 'priceTo'] as const).map((name) => (
        <PriceFilter
          key={name}
          label={t(name === 'priceFrom' ? 'from' : 'to')}
          price={filter[name]}
          onPrice={(price) => set(price === undefined ? {} : { [name]: price }, [name])}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <Button variant="link" onClick={() => change({ filter: {} })}>
          {t('clear')}
        </Button>
      )}
    </search>
  )
}

interface PriceFilterProps {
  readonly label: string
  readonly price: string | undefined
  readonly onPrice: (price: string | undefined) => void
}

/** One end of a range of prices; what is no price is said to be none, and narrows nothing down. */
function PriceFilter({ label, price, onPrice }: PriceFilterProps) {
  const t = useText(SENTENCES)
  const [isWrong, setWrong] = useState(false)
  return (
    <FormField label={label} errorText={isWrong ? t('wrong') : undefined}>
      <Typed
        label={label}
        text={price === undefined ? '' : count(Number(price))}
        onText={(text) => {
          const number = wholeNumber(text)
          const isEmpty = text.trim() === ''
          const isPrice = number !== undefined && number >= 0
          setWrong(!isEmpty && !isPrice)
          if (isEmpty || isPrice) onPrice(isEmpty ? undefined : String(number))
        }}
      />
    </FormField>
  )
}

interface TypedProps {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly isSearch?: boolean
}

/** Text that is used when somebody stops typing. */
function Typed({ label, text, onText, isSearch = false }: TypedProps) {
  const [typed, setTyped] = useState(text)
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (typed === text) return
    const timer = setTimeout(() => onText(typed), PAUSE_MS)
    return () => clearTimeout(timer)
  })
  return (
    <Input
      type={isSearch ? 'search' : 'text'}
      ariaLabel={label}
      {...(isSearch ? { placeholder: label } : {})}
      value={typed}
      onChange={({ detail }) => setTyped(detail.value)}
      nativeInputAttributes={{ maxLength: 100 }}
      onKeyDown={({ detail }) => {
        if (detail.key === 'Enter') onText(typed)
      }}
    />
  )
}
