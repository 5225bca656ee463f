import type * as v0 from '@sp-api-sdk/finances-api-v0'
import type { SellerId } from '../../../rules/ids.ts'
import { after, formatUtc, type Instant } from '../../../rules/time/instant.ts'
import {
  type EventGroup,
  eventGroup,
  eventGroups,
} from '../../../usecases/finances/event-groups.ts'
import { type SellerEventsAsk, sellerEvents } from '../../../usecases/finances/seller-events.ts'
import { findToolOrder } from '../../../usecases/orders/tool-id.ts'
import { type Failure, invalidInput, isFailure, notFound } from '../failure.ts'
import { marketplaceName } from '../marketplaces.ts'
import { numbersOf, toToken } from '../next-token.ts'
import { type Operation, operation } from '../operation.ts'
import { moment, text, whole } from '../parameters.ts'
import { eventsToken, toEventsToken } from './events-token.ts'
import { financialEvents, type Reserve } from './events-v0.ts'
import { listTransactions } from './transactions.ts'

const model = 'financesV0'
const access = { as: 'seller', scope: 'finances' } as const
const usual = { model, access, rate: 0.5, burst: 30, success: 200, envelope: 'payload' } as const
const differs =
  'Amounts are signed from the seller’s side. What a refund took back of the points is all ' +
  '`CostOfPointsReturned`; a sandbox can be switched to show `PointsFee`.'

const paging = { MaxResultsPerPage: whole(1, 100), NextToken: text() }
const posted = { PostedAfter: moment(), PostedBefore: moment() }

const BEGINNING = 0 as Instant
const BAD_TOKEN = invalidInput("'NextToken' is none that was given out.")

interface EventsQuery {
  readonly MaxResultsPerPage?: number | undefined
  readonly NextToken?: string | undefined
}

/** A page of events, and the reserve of a group on its last. */
async function page(
  ask: { readonly engine: Parameters<typeof sellerEvents>[0]; readonly now: Instant },
  marketplace: string,
  query: EventsQuery,
  which: Omit<SellerEventsAsk, 'limit' | 'after'>,
  reserve?: Reserve,
): Promise<Failure | v0.ListFinancialEventsPayload> {
  const token = query.NextToken === undefined ? undefined : eventsToken(query.NextToken)
  if (query.NextToken !== undefined && !token) return BAD_TOKEN
  const before = token?.before ?? which.before ?? after(ask.now, 1)
  const { events, next } = await sellerEvents(ask.engine, {
    ...which,
    before,
    ...(token ? { after: token.place } : {}),
    limit: query.MaxResultsPerPage ?? 100,
  })
  const name = marketplaceName(marketplace)
  return {
    ...(next ? { NextToken: toEventsToken(next, before) } : {}),
    FinancialEvents: financialEvents(events, name, next ? undefined : reserve),
  }
}

interface Stretch {
  readonly PostedAfter?: Instant | undefined
  readonly PostedBefore?: Instant | undefined
}

/** The stretch of time asked for, inside another. */
function stretchOf(
  { PostedAfter = BEGINNING, PostedBefore }: Stretch,
  now: Instant,
  within: { readonly start: Instant; readonly end: Instant },
): Failure | { readonly from: Instant; readonly before: Instant } {
  if (PostedBefore !== undefined && PostedBefore <= PostedAfter) {
    return invalidInput("'PostedBefore' has to be after 'PostedAfter'.")
  }
  if (PostedAfter > now) return invalidInput("'PostedAfter' is in the future.")
  return {
    from: Math.max(PostedAfter, within.start) as Instant,
    before: Math.min(PostedBefore ?? within.end, within.end) as Instant,
  }
}

const groupId = (seller: SellerId, period: number): string => toToken({ seller, period })

function periodOf(seller: SellerId, id: string): number | undefined {
  const found = numbersOf(id, ['seller', 'period'])
  return found?.seller === seller ? found.period : undefined
}

const yen = (amount: number): v0.Currency => ({ CurrencyCode: 'JPY', CurrencyAmount: amount })

const groupShown = (seller: SellerId, group: EventGroup): v0.FinancialEventGroup => ({
  FinancialEventGroupId: groupId(seller, group.period),
  ProcessingStatus: group.end === null ? 'Open' : 'Closed',
  ...(group.end !== null && group.total > 0
    ? { FundTransferStatus: 'Succeeded', FundTransferDate: formatUtc(group.end) }
    : {}),
  OriginalTotal: yen(group.total),
  BeginningBalance: yen(group.opening),
  FinancialEventGroupStart: formatUtc(group.start),
  ...(group.end === null ? {} : { FinancialEventGroupEnd: formatUtc(group.end) }),
})

export const FINANCES: readonly Operation[] = [
  operation({
    ...usual,
    id: 'listFinancialEventGroups',
    method: 'GET',
    path: '/finances/v0/financialEventGroups',
    differs: 'A group is a settlement period; the open one counts ended periods not settled yet.',
    query: {
      ...paging,
      FinancialEventGroupStartedBefore: moment(),
      FinancialEventGroupStartedAfter: moment(),
    },
    async answer({ engine, seller, query }) {
      const { NextToken, MaxResultsPerPage = 10 } = query
      const token = NextToken === undefined ? undefined : numbersOf(NextToken, ['before'])
      if (NextToken !== undefined && !token) return BAD_TOKEN
      const { FinancialEventGroupStartedAfter: after, FinancialEventGroupStartedBefore: until } =
        query
      const { groups, next } = await eventGroups(engine, {
        seller: seller.id,
        limit: MaxResultsPerPage,
        ...(after === undefined ? {} : { startedAfter: after }),
        ...(until === undefined ? {} : { startedBefore: until }),
        ...token,
      })
      const payload: v0.ListFinancialEventGroupsPayload = {
        ...(next === null ? {} : { NextToken: toToken({ before: next }) }),
        FinancialEventGroupList: groups.map((group) => groupShown(seller.id, group)),
      }
      return payload
    },
  }),

  operation({
    ...usual,
    id: 'listFinancialEventsByGroupId',
    method: 'GET',
    path: '/finances/v0/financialEventGroups/{eventGroupId}/financialEvents',
    differs,
    query: { ...paging, ...posted },
    async answer(ask) {
      const { engine, seller, query, path, now } = ask
      const period = periodOf(seller.id, path.eventGroupId)
      const group = period === undefined ? undefined : await eventGroup(engine, seller.id, period)
      if (!group) return notFound('The financial event group does not exist.', path.eventGroupId)
      const { start, end, closing } = group
      const stretch = stretchOf(query, now, { start, end: end ?? after(now, 1) })
      if (isFailure(stretch)) return stretch
      const reserve = end === null ? undefined : { amount: -closing, at: end }
      const which = { seller: seller.id, ...stretch }
      return page(ask, seller.marketplace, query, which, reserve)
    },
  }),

  operation({
    ...usual,
    id: 'listFinancialEventsByOrderId',
    method: 'GET',
    path: '/finances/v0/orders/{orderId}/financialEvents',
    differs,
    query: paging,
    async answer(ask) {
      const { engine, seller, query, path } = ask
      const order = await findToolOrder(engine, path.orderId)
      if (!order) return notFound('The order does not exist.', path.orderId)
      const which = { seller: seller.id, from: BEGINNING, order }
      return page(ask, seller.marketplace, query, which)
    },
  }),

  operation({
    ...usual,
    id: 'listFinancialEvents',
    method: 'GET',
    path: '/finances/v0/financialEvents',
    differs,
    query: { ...paging, ...posted },
    async answer(ask) {
      const { seller, query, now } = ask
      const stretch = stretchOf(query, now, { start: BEGINNING, end: after(now, 1) })
      if (isFailure(stretch)) return stretch
      return page(ask, seller.marketplace, query, { seller: seller.id, ...stretch })
    },
  }),

  listTransactions,
]
