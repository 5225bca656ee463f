import type { ProceedsCause } from '../../../rules/settlement/cause.ts'
import { after, formatUtc, type Instant } from '../../../rules/time/instant.ts'
import {
  type EventItem,
  type SellerEvent,
  sellerEvents,
} from '../../../usecases/finances/seller-events.ts'
import { findToolOrder, orderItemCode, toolOrderId } from '../../../usecases/orders/tool-id.ts'
import { invalidInput } from '../failure.ts'
import { marketplaceName, noMarketplace } from '../marketplaces.ts'
import { operation } from '../operation.ts'
import { moment, text, word } from '../parameters.ts'
import { eventsToken, toEventsToken } from './events-token.ts'

const money = (amount: number) => ({ currencyCode: 'JPY', currencyAmount: amount })

interface Breakdown {
  readonly breakdownType: string
  readonly breakdownAmount: ReturnType<typeof money>
  readonly breakdowns: readonly Breakdown[]
}

/** A sum and its parts, without what is zero. */
function sum(type: string, parts: readonly (readonly [type: string, amount: number])[]) {
  const breakdowns = parts.flatMap(([breakdownType, amount]): Breakdown[] =>
    amount === 0 ? [] : [{ breakdownType, breakdownAmount: money(amount), breakdowns: [] }],
  )
  if (breakdowns.length === 0) return []
  const total = parts.reduce((all, [, amount]) => all + amount, 0)
  return [{ breakdownType: type, breakdownAmount: money(total), breakdowns }]
}

type Amounts = Omit<EventItem, 'line' | 'sku' | 'asin' | 'quantity'>

/** Sales and expenses, which sum to all of it. */
const breakdownsOf = (of: Amounts): Breakdown[] => [
  ...sum('Sales', [
    ['ProductCharges', of.principal],
    ['Shipping', of.shipping],
    ['PointsFee', of.pointsFee],
  ]),
  ...sum('Expenses', [
    ['Commission', of.fee],
    ['CostOfPointsGranted', of.pointsGranted],
    ['CostOfPointsReturned', of.pointsReturned],
  ]),
  ...sum('Other', [['Adjustment', of.other]]),
]

const NOTHING: Amounts = {
  ...{ principal: 0, shipping: 0, pointsGranted: 0, pointsReturned: 0 },
  ...{ pointsFee: 0, fee: 0, other: 0 },
}

const added = (all: Amounts, one: Amounts): Amounts => ({
  principal: all.principal + one.principal,
  shipping: all.shipping + one.shipping,
  pointsGranted: all.pointsGranted + one.pointsGranted,
  pointsReturned: all.pointsReturned + one.pointsReturned,
  pointsFee: all.pointsFee + one.pointsFee,
  fee: all.fee + one.fee,
  other: all.other + one.other,
})

const TYPES: Readonly<Record<ProceedsCause, string>> = {
  shipment: 'Shipment',
  refund: 'Refund',
  claim: 'GuaranteeClaim',
  chargeback: 'Chargeback',
  adjustment: 'Adjustment',
}

const DESCRIPTIONS: Readonly<Record<ProceedsCause, string>> = {
  shipment: 'Order Payment',
  refund: 'Refund Order',
  claim: 'Guarantee Claim',
  chargeback: 'Chargeback',
  adjustment: 'Adjustment',
}

const totalOf = (of: Amounts): number => Object.values(of).reduce((all, one) => all + one, 0)

function itemShown(order: number, item: EventItem) {
  const { line, sku, asin, quantity, ...amounts } = item
  const code = orderItemCode(order, line)
  return {
    relatedIdentifiers: [
      {
        itemRelatedIdentifierName: 'ORDER_ADJUSTMENT_ITEM_ID',
        itemRelatedIdentifierValue: code,
      },
    ],
    totalAmount: money(totalOf(amounts)),
    breakdowns: breakdownsOf(amounts),
    contexts: [
      {
        contextType: 'ProductContext',
        ...{ asin, sku, fulfillmentNetwork: 'MFN' },
        ...(quantity === null ? {} : { quantityShipped: quantity }),
      },
    ],
  }
}

/** An event as Finances 2024-06-19 has it. Its amounts are signed from the seller's side. */
export function transactionOf(event: SellerEvent, seller: string, marketplace: string) {
  const { id, cause, postedAt, order, items, other, total } = event
  const amounts = items.reduce<Amounts>(added, { ...NOTHING, other })
  return {
    sellingPartnerMetadata: {
      sellingPartnerId: seller,
      accountType: 'Standard Orders',
      marketplaceId: marketplace,
    },
    relatedIdentifiers: order
      ? [
          {
            relatedIdentifierName: 'ORDER_ID',
            relatedIdentifierValue: toolOrderId(order),
          },
        ]
      : [],
    transactionType: TYPES[cause],
    transactionId: id,
    transactionStatus: 'RELEASED',
    description: DESCRIPTIONS[cause],
    postedDate: formatUtc(postedAt),
    totalAmount: money(total),
    marketplaceDetails: {
      marketplaceId: marketplace,
      marketplaceName: marketplaceName(marketplace),
    },
    items: order ? items.map((item) => itemShown(order.id, item)) : [],
    contexts: [],
    breakdowns: breakdownsOf(amounts),
  }
}

const STATUSES = ['DEFERRED', 'RELEASED', 'DEFERRED_RELEASED'] as const
const RELATED = ['ORDER_ID', 'FINANCIAL_EVENT_GROUP_ID'] as const
const PAGE = 100

export const listTransactions = operation({
  id: 'listTransactions',
  model: 'finances_2024-06-19',
  method: 'GET',
  path: '/finances/2024-06-19/transactions',
  ...{ rate: 0.5, burst: 10, success: 200, envelope: 'payload' },
  access: { as: 'seller', scope: 'finances' },
  differs:
    'Every transaction is `RELEASED`: proceeds are credited at shipment. Only `ORDER_ID` is ' +
    'known as a related identifier.',
  query: {
    postedAfter: moment(),
    postedBefore: moment(),
    marketplaceId: text(),
    transactionStatus: word(STATUSES),
    relatedIdentifierName: word(RELATED),
    relatedIdentifierValue: text(),
    nextToken: text(),
  },
  async answer({ engine, seller, query, now }) {
    const { postedAfter, postedBefore, marketplaceId, transactionStatus, nextToken } = query
    const { relatedIdentifierName: name, relatedIdentifierValue: value } = query
    if ((name === undefined) !== (value === undefined)) {
      return invalidInput("'relatedIdentifierName' and 'relatedIdentifierValue' go together.")
    }
    if (name === undefined && postedAfter === undefined) {
      return invalidInput("'postedAfter' is required where no related identifier is named.")
    }
    if (name === 'FINANCIAL_EVENT_GROUP_ID') {
      return invalidInput("'relatedIdentifierName' has to be ORDER_ID here.")
    }
    const token = nextToken === undefined ? undefined : eventsToken(nextToken)
    if (nextToken !== undefined && !token) {
      return invalidInput("'nextToken' is none that was given out.")
    }
    const order = value === undefined ? undefined : await findToolOrder(engine, value)
    const wrong = noMarketplace(marketplaceId === undefined ? [] : [marketplaceId])
    if (wrong) return wrong
    const elsewhere = marketplaceId !== undefined && marketplaceId !== seller.marketplace
    const other = transactionStatus !== undefined && transactionStatus !== 'RELEASED'
    if (elsewhere || other || (value !== undefined && !order)) return { transactions: [] }
    const before = token?.before ?? postedBefore ?? after(now, 1)
    const { events, next } = await sellerEvents(engine, {
      seller: seller.id,
      from: postedAfter ?? (0 as Instant),
      before,
      ...(order ? { order } : {}),
      ...(token ? { after: token.place } : {}),
      limit: PAGE,
    })
    return {
      ...(next ? { nextToken: toEventsToken(next, before) } : {}),
      transactions: events.map((event) =>
        transactionOf(event, seller.reference, seller.marketplace),
      ),
    }
  },
})
