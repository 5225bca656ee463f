import Badge from '@cloudscape-design/components/badge'
import { isRefusal, type OfferPreview, previewOffer, yen } from '../../../../rules/index.ts'
import { Pt, Yen } from '../../../kit/amount.tsx'
import { count } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import type { Listing } from '../answers.ts'
import { feeReason, landedReason, pointsReason, proceedsReason } from '../reasons.ts'
import { useRow } from './edits.tsx'
import { CellField } from './field.tsx'
import { MISTAKES, refusalText } from './mistakes.ts'
import { percentText, pointsAsk } from './typed.ts'

const SENTENCES = {
  price: { ja: '{sku}の価格', en: 'Price of {sku}' },
  percent: { ja: '{sku}のポイント率', en: 'Points percentage of {sku}' },
  points: { ja: '{sku}のポイント数', en: 'Points of {sku}' },
  stock: { ja: '{sku}の在庫数', en: 'Stock of {sku}' },
  uncounted: { ja: '数えない', en: 'Not counted' },
  or: { ja: 'または', en: 'or' },
  byDefault: { ja: 'アカウント既定', en: 'Account default' },
  soldOut: { ja: '在庫切れ', en: 'Sold out' },
  priceRule: {
    ja: '出品者が設定した1個あたりの価格です。',
    en: 'The price of one unit, as the seller set it.',
  },
  yen: { ja: '円', en: 'yen' },
  priceTitle: { ja: '販売価格', en: 'Price' },
} as const

interface Props {
  readonly listing: Listing
}

/** The form of a row, which its fields belong to though they stand in other cells. */
export const formOf = ({ sku }: Listing): string => `edit ${sku}`

export function PriceCell({ listing }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { edit, programme } = useRow(listing)
  const { sku, price } = listing
  if (!edit) {
    const why = { title: t('priceTitle'), rule: t('priceRule') }
    return <Yen amount={price} why={{ ...why, policyVersion: programme?.policy.version }} />
  }
  const { typed, read, type, stop } = edit
  const mistake = read.mistakes.price
  return (
    <CellField
      label={t('price', { sku })}
      form={formOf(listing)}
      text={typed.price}
      unit={t('yen')}
      autoFocus
      error={mistake && MISTAKES[mistake][language]}
      onText={(text) => type({ price: text })}
      onCancel={stop}
    />
  )
}

/** Percentage and points, both shown; whichever is typed rules the other. */
export function PointsCell({ listing }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { edit, programme } = useRow(listing)
  const { sku, effectivePoints, shown, pointsFrom } = listing
  if (!edit) {
    const why = pointsReason(listing, programme, language)
    return (
      <span className="cell-points">
        <Pt amount={effectivePoints} bps={shown?.bps ?? null} why={why} />
        {pointsFrom === 'account_default' && <Badge color="grey">{t('byDefault')}</Badge>}
      </span>
    )
  }
  const { typed, read, type, stop } = edit
  const { mistakes, refusal, keeping } = read
  const form = formOf(listing)
  const mistake = mistakes.points && MISTAKES[mistakes.points][language]
  const error = mistake ?? (refusal && refusalText(refusal, language))
  // Where the other one rules, a field shows what that comes to; while the price alone is changed
  // and it is open what becomes of the points, both show what they were.
  const isOpen = typed.by === null && keeping !== undefined
  const follow = (own: string, after: string, isRuler: boolean) => (isRuler || isOpen ? own : after)
  const points = follow(typed.points, String(read.pointsAfter), typed.by === 'points')
  const percent = follow(typed.percent, percentText(read.bpsAfter), typed.by === 'percent')
  return (
    <div className="cell-both">
      <CellField
        label={t('percent', { sku })}
        {...{ form, unit: '%', text: percent }}
        error={error}
        onText={(text) => type({ percent: text, points, by: 'percent' })}
        onCancel={stop}
      />
      <CellField
        label={t('points', { sku })}
        {...{ form, unit: 'pt', text: points }}
        onText={(text) => type({ points: text, percent, by: 'points' })}
        onCancel={stop}
      />
    </div>
  )
}

export function StockCell({ listing }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { edit } = useRow(listing)
  const { sku, stock } = listing
  if (!edit) {
    if (stock === null) return <span className="cell-soft">{t('uncounted')}</span>
    if (stock > 0) return count(stock)
    return (
      <span className="cell-line">
        <Badge color="red">{t('soldOut')}</Badge>
      </span>
    )
  }
  const mistake = edit.read.mistakes.stock
  return (
    <CellField
      label={t('stock', { sku })}
      form={formOf(listing)}
      text={edit.typed.stock}
      unit=""
      error={mistake && MISTAKES[mistake][language]}
      onText={(text) => edit.type({ stock: text })}
      onCancel={edit.stop}
    />
  )
}

/** What one sale would bring, of the offer as it is or as it is being typed. */
function usePreview(listing: Listing): OfferPreview | undefined {
  const { edit, programme } = useRow(listing)
  if (!programme) return undefined
  const preview = previewOffer(
    {
      price: yen(edit?.read.price ?? listing.price),
      shipping: yen(listing.shipping),
      points: edit?.read.points ?? pointsAsk(listing, programme),
      category: listing.category,
    },
    programme.policy,
  )
  return isRefusal(preview) ? undefined : preview
}

export function LandedCell({ listing }: Props) {
  const language = useLanguage()
  const preview = usePreview(listing)
  if (!preview) return <span className="cell-soft">–</span>
  return <Yen amount={preview.landed} why={landedReason(preview, listing, language)} />
}

export function FeeCell({ listing }: Props) {
  const language = useLanguage()
  const { programme } = useRow(listing)
  const preview = usePreview(listing)
  if (!preview || !programme) return <span className="cell-soft">–</span>
  return <Yen amount={preview.fee} why={feeReason(preview, listing, programme, language)} />
}

export function ProceedsCell({ listing }: Props) {
  const language = useLanguage()
  const preview = usePreview(listing)
  if (!preview) return <span className="cell-soft">–</span>
  return <Yen amount={preview.proceeds} why={proceedsReason(preview, listing, language)} />
}
