import type { StatementMovement } from '../../ledger/statement-lines.ts'
import type { Statement } from '../../ledger/statements.ts'
import type { PostingKind } from '../../rules/book/posting.ts'
import { JAPAN } from '../../rules/policy/presets.ts'
import { causeOf, type ProceedsCause } from '../../rules/settlement/cause.ts'
import { formatTokyo, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { orderItemCode, toolOrderId } from '../orders/tool-id.ts'
import { gathered } from './lines.ts'

/** The columns of Amazon's settlement report "flat file V2", in their order. */
const COLUMNS = [
  'settlement-id',
  'settlement-start-date',
  'settlement-end-date',
  'deposit-date',
  'total-amount',
  'currency',
  'transaction-type',
  'order-id',
  'merchant-order-id',
  'adjustment-id',
  'shipment-id',
  'marketplace-name',
  'amount-type',
  'amount-description',
  'amount',
  'fulfillment-id',
  'posted-date',
  'posted-date-time',
  'order-item-code',
  'merchant-order-item-id',
  'merchant-adjustment-item-id',
  'sku',
  'quantity-purchased',
  'promotion-id',
] as const

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>

/** The file says nothing of these for one item of one event. */
const NAMES: Readonly<Partial<Record<PostingKind, readonly [type: string, description: string]>>> =
  {
    principal: ['ItemPrice', 'Principal'],
    shipping: ['ItemPrice', 'Shipping'],
    points_granted: ['Points', 'CostOfPointsGranted'],
    points_returned: ['Points', 'CostOfPointsReturned'],
    points_shortfall: ['Points', 'CostOfPointsReturned'],
    referral_fee: ['ItemFees', 'Commission'],
    referral_fee_credit: ['ItemFees', 'Commission'],
    refund_principal: ['ItemPrice', 'Principal'],
    refund_shipping: ['ItemPrice', 'Shipping'],
    claim_principal: ['ItemPrice', 'Principal'],
    claim_shipping: ['ItemPrice', 'Shipping'],
    chargeback_principal: ['ItemPrice', 'Principal'],
    chargeback_shipping: ['ItemPrice', 'Shipping'],
  }

/**
 * A statement as Amazon's settlement flat file V2: tab-separated, a summary first, then each item
 * of each event with its amounts, which sum to the total exactly. What was carried over and what is
 * carried forward are the two reserve rows that such files have.
 *
 * Public samples show no points; the two descriptions are those of the Finances API.
 */
export async function* statementFlatFile(
  engine: Engine,
  statement: Statement,
  marketplace: string = JAPAN,
): AsyncGenerator<string> {
  const { seller, version, start, end, opening, closing, disbursement } = statement
  const id = { 'settlement-id': String(seller * 100_000 + version) }
  const marketplaceName = marketplace === JAPAN ? 'Amazon.co.jp' : marketplace
  yield `${COLUMNS.join('\t')}\n`
  yield line({
    ...id,
    'settlement-start-date': dateTime(start),
    'settlement-end-date': dateTime(end),
    'deposit-date': dateTime(end),
    'total-amount': disbursement,
    currency: 'JPY',
  })
  const reserve = (description: string, amount: number, at: Instant): string =>
    amount === 0
      ? ''
      : line({
          ...id,
          ...other(description),
          amount,
          ...posted(at),
          'marketplace-name': marketplaceName,
        })
  yield reserve('Previous Reserve Amount Balance', opening, start)
  const keyOf = ({ orderId, line: item, event }: StatementMovement) => `${orderId} ${item} ${event}`
  for await (const event of gathered(engine, statement, keyOf)) {
    for (const row of eventRows(event)) {
      yield line({ ...id, ...row, 'marketplace-name': marketplaceName })
    }
  }
  yield reserve('Current Reserve Amount', -closing, end)
}

const other = (description: string): Row => ({
  'transaction-type': 'other-transaction',
  'amount-type': 'other-transaction',
  'amount-description': description,
})

/** The rows of what happened to one order item at once; equal names are one row. */
function eventRows(event: readonly StatementMovement[]): Row[] {
  const first = event[0] as StatementMovement
  const { order, orderId, line: item, sku, price, at } = first
  const sold = event.find(({ kind }) => kind === 'principal')
  const about: Row = {
    ...posted(at),
    ...(order === null || orderId === null || item === null
      ? {}
      : {
          'order-id': toolOrderId({ id: orderId, reference: order }),
          'merchant-order-id': order,
          'order-item-code': orderItemCode(orderId, item),
        }),
    ...(sku === null ? {} : { sku, 'fulfillment-id': 'MFN' }),
    ...(sold && price ? { 'quantity-purchased': sold.amount / price } : {}),
  }
  const type = TYPES[causeOf(event.map(({ kind }) => kind))]
  const amounts = Map.groupBy(event, ({ kind }) => NAMES[kind]?.join('\t') ?? '')
  return [...amounts].map(([names, movements]): Row => {
    const amount = movements.reduce((sum, movement) => sum + movement.amount, 0)
    const [amountType, description] = names.split('\t')
    if (!amountType || !description) return { ...about, ...other('Adjustment'), amount }
    const named = { 'amount-type': amountType, 'amount-description': description }
    return { ...about, 'transaction-type': type, ...named, amount }
  })
}

const TYPES: Readonly<Record<ProceedsCause, string>> = {
  shipment: 'Order',
  refund: 'Refund',
  claim: 'A-to-z Guarantee Refund',
  chargeback: 'Chargeback Refund',
  adjustment: 'other-transaction',
}

/** `2020/06/01 09:00:00 JST`, as files of the Japanese marketplace have it. */
const dateTime = (at: Instant): string =>
  `${formatTokyo(at).slice(0, 19).replaceAll('-', '/').replace('T', ' ')} JST`

const posted = (at: Instant): Row => ({
  'posted-date': dateTime(at).slice(0, 10),
  'posted-date-time': dateTime(at),
})

/** A tab or a line break inside a value would be one of the file. */
const line = (row: Row): string =>
  `${COLUMNS.map((column) => String(row[column] ?? '').replaceAll(/[\t\r\n]/g, ' ')).join('\t')}\n`
