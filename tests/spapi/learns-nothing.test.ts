import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { DAY, type Instant } from '../../src/rules/time/instant.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call } from '../http/kit.ts'
import { get } from './documents.ts'
import { callOperation, JAPAN, type ToolWorld, toolWorld } from './kit.ts'

/**
 * Two markets live the same life, but in one the buyer pays with points, and has spent those it
 * earned before it returns things. Every answer that a seller's tool gets is compared.
 */
async function lived(redeem: number): Promise<ToolWorld> {
  const world = await toolWorld()
  const { engine } = world
  const operator = async (url: string, body: object) => {
    const done = await call(world.app, 'POST', url, body, { token: world.tokens.operator })
    expect(done.status, done.raw).toBe(201)
  }
  const pass = (ms: number) => engine.clock.set((engine.clock.now() + ms) as Instant)
  const order = async (reference: string, points: number | 'max') => {
    const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 2 }]
    await operator('/v1/orders', { buyer: 'hanako', reference, lines, redeem: points })
    pass(1_000)
  }
  for (const reference of ['250-0000000-0000001', 'o-2', 'o-3']) await order(reference, redeem)
  await operator('/v1/orders/250-0000000-0000001/shipments', {
    units: [{ line: 1, quantity: 1 }],
  })
  pass(1_000)
  await operator('/v1/orders/o-2/shipments', {})
  pass(1_000)
  await order('o-4', redeem === 0 ? 0 : 'max')
  await operator('/v1/orders/o-2/returns', {})
  pass(1_000)
  await operator('/v1/orders/o-3/cancellations', {})
  pass(20 * DAY)
  await settleThrough(engine, engine.clock.now())
  await relayAll(engine)
  return world
}

/** An answer without what names it and tells nothing: ids of its own, and secrets in addresses. */
const shown = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body, (name, value) =>
      ['transactionId', 'reportDocumentId', 'url'].includes(name) ? undefined : value,
    ),
  )

const EVERYTHING = 'BUYER,RECIPIENT,PROCEEDS,EXPENSE,FULFILLMENT,PACKAGES,PAYMENT'
const since = '2020-05-01T00:00:00Z'

describe('a seller’s tool can not tell whether points were redeemed', async () => {
  const without = await lived(0)
  const withPoints = await lived(150)
  const both = async (id: string, ask: Parameters<typeof callOperation>[2]) => {
    const answers = await Promise.all(
      [without, withPoints].map((world) => callOperation(world, id, ask)),
    )
    expect(answers[0]?.status).toBe(200)
    expect(shown(answers[1]?.json)).toEqual(shown(answers[0]?.json))
    return answers.map(({ json }) => json)
  }

  test.each([
    ['getOrders', { MarketplaceIds: JAPAN, LastUpdatedAfter: since }],
    ['searchOrders', { createdAfter: since, includedData: EVERYTHING }],
    ['listFinancialEvents', { PostedAfter: since }],
    ['listFinancialEvents', { PostedAfter: since, MaxResultsPerPage: '2' }],
    ['listTransactions', { postedAfter: since }],
    ['listFinancialEventGroups', {}],
  ])('in %s %j', async (id, query) => {
    await both(id, { query })
  })

  test('in anything about one order', async () => {
    const [first] = await both('getOrders', {
      query: { MarketplaceIds: JAPAN, CreatedAfter: since },
    })
    const ids = first.payload.Orders.map((one: { AmazonOrderId: string }) => one.AmazonOrderId)
    expect(ids).toHaveLength(4)
    for (const orderId of ids) {
      for (const id of ['getOrder@v0', 'getOrderItems', 'listFinancialEventsByOrderId']) {
        await both(id, { path: { orderId } })
      }
      await both('getOrder@2026', { path: { orderId }, query: { includedData: EVERYTHING } })
    }
  })

  test('in a settled group, or the report of it', async () => {
    const [groups] = await both('listFinancialEventGroups', {})
    const closed = groups.payload.FinancialEventGroupList.at(-1)
    expect(closed.ProcessingStatus).toBe('Closed')
    await both('listFinancialEventsByGroupId', {
      path: { eventGroupId: closed.FinancialEventGroupId },
    })
    const query = { reportTypes: 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2' }
    const reports = await both('getReports', { query })
    const files = await Promise.all(
      [without, withPoints].map((world, index) =>
        fileOf(world, reports[index].reports.at(-1).reportDocumentId),
      ),
    )
    expect(files[0]?.split('\n').length).toBeGreaterThan(5)
    expect(files[1]).toBe(files[0])
  })

  test('in the report of orders that wait', async () => {
    const files = await Promise.all(
      [without, withPoints].map(async (world) => {
        const body = {
          reportType: 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING',
          marketplaceIds: [JAPAN],
        }
        const { json } = await callOperation(world, 'createReport', { body })
        await produceReports(world.engine, world.engine.clock.now())
        const made = await callOperation(world, 'getReport', { path: { reportId: json.reportId } })
        const path = `/reports/2021-06-30/documents/${made.json.reportDocumentId}`
        const token = await callOperation(world, 'createRestrictedDataToken', {
          body: { restrictedResources: [{ method: 'GET', path }] },
        })
        return fileOf(world, made.json.reportDocumentId, token.json.restrictedDataToken)
      }),
    )
    expect(files[0]).toContain('250-0000000-0000001')
    expect(files[1]).toBe(files[0])
  })
})

async function fileOf(world: ToolWorld, reportDocumentId: string, token?: string) {
  const { json } = await callOperation(world, 'getReportDocument', {
    path: { reportDocumentId },
    ...(token === undefined ? {} : { token }),
  })
  const { rawPayload } = await get(world, json.url)
  return iconv.decode(gunzipSync(rawPayload), 'cp932')
}
