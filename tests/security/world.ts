import { Readable } from 'node:stream'
import { points } from '../../src/rules/money/amount.ts'
import { isRefusal } from '../../src/rules/refusal.ts'
import { givePoints } from '../../src/usecases/approvals/ask.ts'
import { createPerson } from '../../src/usecases/auth/people.ts'
import type { Principal } from '../../src/usecases/auth/principal.ts'
import { startChange } from '../../src/usecases/bulk/start.ts'
import { openClaim } from '../../src/usecases/claims/open.ts'
import { performImports } from '../../src/usecases/imports/perform.ts'
import { receiveImport } from '../../src/usecases/imports/receive.ts'
import { keepView } from '../../src/usecases/inventory/views.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { placeOrder } from '../../src/usecases/orders/place.ts'
import { resolveCart } from '../../src/usecases/orders/resolve-lines.ts'
import { shipOrder } from '../../src/usecases/orders/ship.ts'
import { registerBuyers } from '../../src/usecases/parties/register-buyer.ts'
import { grantPoints } from '../../src/usecases/points/grant.ts'
import { authoriseProvider } from '../../src/usecases/sellers/authorise-provider.ts'
import { registerProvider } from '../../src/usecases/sellers/register-provider.ts'
import { done, newKey, testWorld, tokenFor, UNLIMITED, type World } from '../http/kit.ts'
import { PARAMS } from './requests.ts'

/** What only the parties themselves and the operator may ever read. */
export const MARKS = ['MARK-BUYER', 'MARK-ORDER', 'MARK-TRACKING', 'MARK-REASON', 'MARK-PERSON']

export interface MarkedWorld extends World {
  /** The tokens of the world, and that of the marked buyer. */
  readonly own: Readonly<Record<'operator' | 'seller' | 'buyer', string>>
}

/** A world in which one buyer, order, parcel and person bear marks that nobody else may see. */
export async function markedWorld(): Promise<MarkedWorld> {
  const world = await testWorld({ limits: UNLIMITED })
  const { engine } = world
  const as = () => ({ caller: 'test', key: newKey() })
  await registerBuyers(engine, [{ reference: 'MARK-BUYER', name: 'MARK-BUYER' }])
  const grant = { buyer: 'MARK-BUYER', points: 400, reason: 'MARK-REASON' }
  await done(grantPoints(engine, as(), grant))
  const cart = await resolveCart(engine, [{ seller: 'tea-house', sku: 'TEA', quantity: 3 }])
  if (isRefusal(cart)) throw new Error(cart.refused)
  const order = {
    ...{ buyer: 'MARK-BUYER', reference: 'MARK-ORDER', payment: 'prepaid' as const },
    ...{ lines: cart.lines, stock: cart.stock, redeem: points(300) },
  }
  await done(placeOrder(engine, as(), order))
  const units = [{ line: 1, quantity: 1 }]
  await done(shipOrder(engine, as(), { order: 'MARK-ORDER', units, tracking: 'MARK-TRACKING' }))
  const provider = { reference: 'price-tool', name: 'Price Tool', supportsPoints: true }
  await done(registerProvider(engine, as(), provider))
  await world.db.owner.query('update service_provider set application_id = $1', [
    PARAMS.application,
  ])
  const authorisation = {
    seller: 'tea-house',
    provider: 'price-tool',
    scopes: ['pricing'] as const,
  }
  await done(authoriseProvider(engine, as(), authorisation))
  const view = {
    name: 'Sold out',
    filter: { stockAtMost: 0 },
    sort: 'sku',
    descending: false,
  } as const
  await done(keepView(engine, as(), { seller: 'tea-house', ...view }))
  const person = { login: 'mark-person', name: 'MARK-PERSON', password: 'a long password' }
  await done(createPerson(engine, as(), { ...person, role: 'seller', seller: 'tea-house' }))
  const asker = { id: 'test', person: 'test' } as Principal
  const much = { buyer: 'MARK-BUYER', points: 50_000, reason: 'MARK-REASON' }
  await done(givePoints(engine, as(), asker, 'grant', much, 10_000))
  const file = Readable.from([Buffer.from('sku\tprice\nTEA\tmany\n')])
  const upload = { name: 'MARK-FILE', bytes: file, whole: false, apply: false, rowsMax: 10 }
  await done(receiveImport(engine, as(), { seller: 'tea-house', source: 'file', ...upload }))
  const bulk = { filter: { skus: ['TEA'] }, change: { status: 'active' } } as const
  await done(startChange(engine, as(), { seller: 'tea-house', source: 'manual', ...bulk }))
  await performImports(engine)
  const claim = { order: 'MARK-ORDER', lines: [1], reason: 'MARK-REASON' }
  await done(openClaim(engine, as(), claim))
  await relayAll(engine)
  const own = {
    operator: world.tokens.operator,
    seller: world.tokens.teaHouse,
    buyer: await tokenFor(engine, { role: 'buyer', buyer: 'MARK-BUYER' }),
  }
  return { ...world, own }
}
