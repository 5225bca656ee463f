import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { DayField } from '../../console/day-field.tsx'
import { useLanguage, useText } from '../../kit/language.ts'
import { isBackwards, ORDER_STATES, type OrderSearch, PAYMENTS } from './use-search.ts'
import { PAYMENT, STATUS } from './words.tsx'

const SENTENCES = {
  all: { ja: 'すべて', en: 'All' },
  show: { ja: '表示する注文', en: 'Orders shown' },
  payment: { ja: '支払い方法', en: 'Payment' },
  from: { ja: '注文日（開始）', en: 'Placed from' },
  to: { ja: '注文日（終了）', en: 'Placed until' },
  backwards: {
    ja: '終了日は開始日以降にしてください。',
    en: 'The last day must not be before the first.',
  },
  clear: { ja: '条件をクリア', en: 'Clear filters' },
  find: { ja: '注文番号で開く', en: 'Open an order by its number' },
} as const

/** What narrows the orders down, and the way to one by its number. */
export function OrderFilters({ search: { filter, change } }: { readonly search: OrderSearch }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { status, payment, from, to } = filter
  const payments = [
    { value: '', label: t('all') },
    ...PAYMENTS.map((value) => ({ value: value as string, label: PAYMENT[value][language] })),
  ]
  const isNarrow = payment !== undefined || from !== undefined || to !== undefined
  return (
    <SpaceBetween size="s">
      <SegmentedControl
        label={t('show')}
        selectedId={status ?? 'all'}
        options={['all' as const, ...ORDER_STATES].map((id) => ({
          id,
          text: id === 'all' ? t('all') : STATUS[id][language],
        }))}
        onChange={({ detail }) =>
          change({ status: ORDER_STATES.find((state) => state === detail.selectedId) })
        }
      />
      <search className="desk-filters">
        <FormField label={t('payment')}>
          <Select
            selectedOption={payments.find(({ value }) => value === (payment ?? '')) ?? null}
            options={payments}
            onChange={({ detail }) =>
              change({ payment: PAYMENTS.find((one) => one === detail.selectedOption.value) })
            }
          />
        </FormField>
        <DayField label={t('from')} day={from} onDay={(day) => change({ from: day })} />
        <DayField
          label={t('to')}
          day={to}
          onDay={(day) => change({ to: day })}
          error={isBackwards(filter) ? t('backwards') : undefined}
        />
        {isNarrow && (
          <Button
            variant="inline-link"
            onClick={() => change({ payment: undefined, from: undefined, to: undefined })}
          >
            {t('clear')}
          </Button>
        )}
      </search>
      <ByNumber label={t('find')} />
    </SpaceBetween>
  )
}

function ByNumber({ label }: { readonly label: string }) {
  const [, go] = useLocation()
  const [wanted, setWanted] = useState('')
  const open = () => {
    const number = wanted.normalize('NFKC').trim()
    if (number !== '') go(`/seller/orders/${encodeURIComponent(number)}`)
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        open()
      }}
    >
      <TextFilter
        filteringText={wanted}
        filteringAriaLabel={label}
        filteringPlaceholder={label}
        onChange={({ detail }) => setWanted(detail.filteringText)}
      />
    </form>
  )
}
