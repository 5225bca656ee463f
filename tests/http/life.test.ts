import { expect, test } from 'vitest'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { call, testApp, tokenFor } from './kit.ts'

/** A market's whole life through HTTP alone, from an empty database to the payout. */

const { app, engine } = await testApp()
const operator = await tokenFor(engine, { role: 'operator' })

/** Calls as somebody and returns the body of an answer that must be good. */
const as =
  (token: string) =>
  async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) => {
    const answer = await call(app, method, url, body, { token })
    expect(answer.status, answer.raw).toBeLessThan(300)
    return answer.body ?? answer.raw
  }

const market = as(operator)

/** A token that the operator makes for a seller's or buyer's app. */
async function tokenOf(owner: object): Promise<string> {
  const scopes = ['listings', 'orders', 'points', 'parties', 'finances', 'notifications', 'access']
  return (await market('POST', '/v1/tokens', { name: 'app', scopes, ...owner })).secret
}

test('from the first seller to the payout', async () => {
  await market('POST', '/v1/sellers', { reference: 'kura', name: '酒蔵', plan: 'individual' })
  await market('PUT', '/v1/products/B07SAKE001', { titleJa: '純米酒', category: 'grocery' })
  for (const reference of ['hanako', 'taro']) await market('POST', '/v1/buyers', { reference })
  const shop = as(await tokenOf({ role: 'seller', seller: 'kura' }))
  const hanako = as(await tokenOf({ role: 'buyer', buyer: 'hanako' }))

  // Points need the agreement first; then the offer, and the points under its price.
  const offer = { asin: 'B07SAKE001', price: 2_000, shipping: 500, stock: 10 }
  const points = { by: 'percentage', bps: 1_000 }
  const sku = '/v1/sellers/kura/listings/SAKE'
  const early = await call(app, 'PUT', sku, { ...offer, points }, { token: operator })
  expect(early).toMatchObject({ status: 403, body: { code: 'agreement_not_accepted' } })
  await shop('POST', '/v1/sellers/kura/agreement', { version: 1 })
  expect(await shop('PUT', sku, { ...offer, points })).toMatchObject({ effectivePoints: 200 })

  // The most asked question: the price alone resets the points, says so, and can be undone.
  const preview = await shop('POST', `${sku}/preview`, { price: 1_800 })
  expect(preview.warnings).toMatchObject([{ warning: 'points_reset', previousPoints: 200 }])
  const reset = await shop('PATCH', sku, { price: 1_800 })
  expect(reset).toMatchObject({ effectivePoints: 0, warnings: [{ warning: 'points_reset' }] })
  expect(reset.warnings[0].message).toBe(
    'Only the price was set, so the 200 points of this offer were reset to 0.',
  )
  expect(await shop('POST', `${sku}/undo`)).toMatchObject({ effectivePoints: 180 })
  expect(
    (await shop('GET', `${sku}/history`)).items.map((one: { reason: string }) => one.reason),
  ).toEqual(['points_reset_undone', 'points_reset', 'created'])
  const { groups } = await hanako('GET', '/v1/products/B07SAKE001/offers')
  expect(groups[0].offers[0]).toMatchObject({ place: 'featured', landed: 1_800 + 500 - 180 })

  // A buyer with 300 points of a campaign buys two.
  await market('POST', '/v1/buyers/hanako/grants', { points: 300, reason: 'campaign' })
  const lines = [{ seller: 'kura', sku: 'SAKE', quantity: 2, seen: { price: 1_800, points: 180 } }]
  const quote = await hanako('POST', '/v1/quotes', { buyer: 'hanako', lines, redeem: 'max' })
  expect(quote).toMatchObject({ total: 4_600, redeemed: 300, cash: 4_300, promised: 360 })
  const placed = await hanako('POST', '/v1/orders', { buyer: 'hanako', lines, redeem: 'max' })
  expect(placed).toMatchObject({ total: 4_600, redeemed: 300, cash: 4_300, promised: 360 })
  const order = `/v1/orders/${placed.order}`
  expect(await hanako('GET', '/v1/buyers/hanako/points')).toMatchObject({
    ...{ available: 0, held: 300, pending: 360 },
  })
  expect((await shop('GET', '/v1/orders?status=unshipped')).items).toHaveLength(1)

  // One ships, the other is cancelled; a tenth of the price goes back.
  await shop('POST', `${order}/shipments`, { units: [{ line: 1, quantity: 1 }] })
  await hanako('POST', `${order}/cancellations`, { reason: 'one is enough' })
  const tenth = { lines: [{ line: 1, ask: { of: 'percentage', bps: 1_000 } }] }
  const foreseen = await market('POST', `${order}/refund-previews`, tenth)
  const refund = await market('POST', `${order}/refunds`, tenth)
  expect(refund).toEqual(foreseen)
  expect(refund).toMatchObject({ refunded: 180, pointsToSeller: 18, shortfall: 0 })
  expect(refund.cash + refund.pointsBack).toBe(180)
  const balance = await hanako('GET', '/v1/buyers/hanako/points')
  expect(balance).toMatchObject({
    held: 0,
    pending: 0,
    available: 150 + 180 - 18 + refund.pointsBack,
  })

  // The period ends: its statement sums to the payout, in every form.
  engine.clock.set(instantOf(engine.clock.now() + 15 * DAY))
  await market('POST', '/v1/settlement-runs')
  const { items } = await shop('GET', '/v1/sellers/kura/statements')
  const [statement] = items
  const sum = Object.values(statement.lines as Record<string, number>).reduce((a, b) => a + b, 0)
  expect(statement).toMatchObject({ opening: 0, net: sum, disbursement: sum, closing: 0 })
  expect(statement.lines).toMatchObject({
    ...{ principal: 1_800, shipping: 500, points_granted: -180, points_returned: 18 },
    refunds: -180,
  })
  const path = `/v1/sellers/kura/statements/${statement.period}`
  const listed = await shop('GET', `${path}/lines`)
  const total = (rows: { amount: number }[]) => rows.reduce((all, { amount }) => all + amount, 0)
  expect(total(listed.items)).toBe(sum)
  const csv = (await shop('GET', `${path}/csv`)).split('\r\n').slice(1, -1)
  const amounts = csv.map((row: string) => ({ amount: Number(row.split(',')[4]) }))
  expect(total(amounts)).toBe(sum)
  expect(await shop('GET', `${path}/flat-file`)).toMatch(/^settlement-id\t/)
  const ledger = await shop('GET', '/v1/sellers/kura/ledger')
  expect(ledger.items.at(-1)).toMatchObject({ kind: 'disbursement', amount: -sum, balance: 0 })

  // And everything that was said is proven by the entries.
  const { run } = await market('POST', '/v1/ledger/verifications')
  await expect
    .poll(() => market('GET', `/v1/runs/${run}`))
    .toMatchObject({ state: 'done', result: { ok: true } })
  const { proof } = await market('GET', '/v1/ledger/proof')
  expect(proof).toMatchObject({ id: run, result: { ok: true, totals: { seller_proceeds: 0 } } })
  const { balances, outstanding, backed } = await market('GET', '/v1/ledger/balances')
  expect(backed).toBe(true)
  expect(balances.points_funding).toBe(outstanding)
  expect(balances.seller_proceeds).toBe(0)
})
