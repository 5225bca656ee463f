import type { LineRow } from '../order-rows.ts'
import type { PostingRow } from './rows.ts'

/** The columns of an order line that its postings add up to, in the order they are checked. */
export const SUMMED_COLUMNS = [
  'released',
  'captured',
  'principal',
  'shipping_charged',
  'granted',
  'unvested',
  'fee_charged',
  'fee_credited',
  'refunded_principal',
  'refunded_shipping',
  'points_due',
  'points_back',
] as const satisfies readonly (keyof LineRow)[]

type SummedColumn = (typeof SUMMED_COLUMNS)[number]

/** What the entries say of one order line. */
export interface LineStory {
  readonly row: LineRow
  readonly sums: Record<SummedColumn, number>
  /** Units as the journal's outcomes count them. */
  ordered: number
  cancelled: number
  shipped: number
  /** The newest parcel that granted points, and the newest report of a delivery after it. */
  grantedAt: number
  deliveredAt: number | null
}

export const lineStory = (row: LineRow): LineStory => ({
  row,
  sums: {
    released: 0,
    captured: 0,
    principal: 0,
    shipping_charged: 0,
    granted: 0,
    unvested: 0,
    fee_charged: 0,
    fee_credited: 0,
    refunded_principal: 0,
    refunded_shipping: 0,
    points_due: 0,
    points_back: 0,
  },
  ordered: 0,
  cancelled: 0,
  shipped: 0,
  grantedAt: 0,
  deliveredAt: null,
})

/** Which column a posting of the unit adds to; yen that only mirror points add to none. */
const COLUMN_OF: Readonly<Record<string, SummedColumn>> = {
  'JPY principal': 'principal',
  'JPY shipping': 'shipping_charged',
  'JPY referral_fee': 'fee_charged',
  'JPY referral_fee_credit': 'fee_credited',
  'JPY refund_principal': 'refunded_principal',
  'JPY claim_principal': 'refunded_principal',
  'JPY chargeback_principal': 'refunded_principal',
  'JPY refund_shipping': 'refunded_shipping',
  'JPY claim_shipping': 'refunded_shipping',
  'JPY chargeback_shipping': 'refunded_shipping',
  'JPY points_shortfall': 'points_due',
  'PT points_clawed_back': 'points_due',
  'PT points_granted': 'granted',
  'PT points_released': 'released',
  'PT points_redeemed': 'captured',
  'PT points_restored': 'points_back',
}

/** Adds a posting to the story of the line it is about. */
export function addToLine(story: LineStory, posting: PostingRow): void {
  const { unit, kind, amount, debit, credit, at } = posting
  const column = COLUMN_OF[`${unit} ${kind}`]
  if (column) story.sums[column] += amount
  if (credit === 'buyer_unvested') {
    story.sums.unvested += amount
    story.grantedAt = at
    story.deliveredAt = null
  }
  if (debit === 'buyer_unvested') story.sums.unvested -= amount
}
