import { Type } from 'typebox'
import { balancesAt, type Whose } from '../../../ledger/balances.ts'
import { type SellerCursor, sellerLedger } from '../../../ledger/entries.ts'
import { ACCOUNTS, type Account } from '../../../rules/book/accounts.ts'
import { type Refusal, refuse } from '../../../rules/refusal.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { readable } from '../../kit/access.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { Rejected, sendRefusal } from '../../kit/problem.ts'
import {
  Count,
  fromCursor,
  limitOf,
  Moment,
  momentOf,
  Page,
  PageQuery,
  Reference,
  Shape,
  SignedYen,
  shownTime,
  toCursor,
  Word,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { SellerEntryAnswer } from '../settlements/schemas.ts'

const tags = ['Ledger']

const ofAccounts = Object.fromEntries(
  Object.keys(ACCOUNTS).map((account) => [account, SignedYen]),
) as Record<Account, typeof SignedYen>
const BalancesAnswer = Shape({
  balances: Shape(ofAccounts, { description: 'Credits less debits, in yen or points' }),
  outstanding: Count,
  backed: Type.Boolean({ description: 'Whether a yen stands behind every point outstanding' }),
})

const isSellerCursor = (value: unknown): value is SellerCursor => {
  if (typeof value !== 'object' || value === null) return false
  const { recordedAt, seen, balance } = value as Record<string, unknown>
  return [recordedAt, seen, balance].every(Number.isSafeInteger) && Number(seen) >= 0
}

/** Balances of accounts, and a seller’s own account. */
export function balanceRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/ledger',
    {
      config: readable(['seller', 'operator'], 'finances'),
      schema: {
        tags,
        summary: 'Every movement on a seller’s proceeds with the balance after it, oldest first',
        params: SellerParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(SellerEntryAnswer) },
      },
    },
    async (request, reply) => {
      const seller = await engine.directory.seller(request.params.seller)
      if (seller === undefined) return sendRefusal(request, reply, refuse('seller_not_found'))
      const after = fromCursor(request.query.cursor, isSellerCursor) ?? null
      const page = await sellerLedger(engine.pool, seller, after, limitOf(request.query))
      return {
        items: page.entries.map(({ unit: _, ...entry }) => ({
          ...entry,
          at: shownTime(entry.at),
          recordedAt: shownTime(entry.recordedAt),
        })),
        next: page.next === null ? null : toCursor(page.next),
      }
    },
  )

  app.get(
    '/v1/ledger/balances',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Balances of all accounts, of everybody or of one, now or as of a moment',
        querystring: Shape({
          buyer: Type.Optional(Reference('hanako')),
          seller: Type.Optional(Reference('tea-house')),
          at: Type.Optional(Moment),
          by: Type.Optional(
            Word(['event', 'recorded'], { description: 'What had happened, or what was known' }),
          ),
        }),
        response: { 200: BalancesAnswer },
      },
    },
    async (request, reply) => {
      const { at, by = 'event', ...of } = request.query
      const whose = await whoseOf(engine, of)
      if (typeof whose === 'object' && 'refused' in whose) return sendRefusal(request, reply, whose)
      const asOf = at === undefined ? undefined : { at: momentOf(at, 'at'), by }
      const balances = await balancesAt(engine.pool, whose, asOf)
      const { buyer_available, buyer_unvested, buyer_held } = balances
      const outstanding = buyer_available + buyer_unvested + buyer_held
      const backed = whose !== 'house' || balances.points_funding === outstanding
      return { balances, outstanding, backed }
    },
  )
}

async function whoseOf(
  engine: Engine,
  { buyer, seller }: { readonly buyer?: string; readonly seller?: string },
): Promise<Refusal | Whose> {
  if (buyer !== undefined && seller !== undefined) throw new Rejected('request_malformed')
  if (buyer !== undefined) {
    const id = await engine.directory.buyer(buyer)
    return id === undefined ? refuse('buyer_not_found') : { buyer: id }
  }
  if (seller === undefined) return 'house'
  const id = await engine.directory.seller(seller)
  return id === undefined ? refuse('seller_not_found') : { seller: id }
}
