import { beforeAll, describe, expect, test } from 'vitest'
import { DAY, HOUR, type Instant } from '../../src/rules/time/instant.ts'
import { putListing } from '../../src/usecases/listings/change.ts'
import { recordRecipient } from '../../src/usecases/orders/recipient.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { call, done, newKey } from '../http/kit.ts'
import { report, reportRows } from './documents.ts'
import { accessToken, appFor, callOperation, JAPAN, type ToolWorld, toolWorld } from './kit.ts'

const LISTINGS = 'GET_MERCHANT_LISTINGS_ALL_DATA'
const OPEN = 'GET_FLAT_FILE_OPEN_LISTINGS_DATA'
const ORDERS = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING'
const SETTLEMENT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2'

let world: ToolWorld

const intent = () => ({ caller: 'test', key: newKey() })
const operator = (url: string, body: object) =>
  call(world.app, 'POST', url, body, { token: world.tokens.operator })

const order = async (body: object): Promise<string> => {
  const lines = [{ seller: 'tea-house', sku: 'TEA', quantity: 2 }]
  const placed = await operator('/v1/orders', { buyer: 'hanako', lines, ...body })
  expect(placed.status, JSON.stringify(placed.body)).toBe(201)
  return placed.body.order
}

/** Rows as objects by the header's names. */
function named(rows: readonly (readonly string[])[]): Record<string, string>[] {
  const [header = [], ...rest] = rows
  return rest.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])))
}

const pass = (ms: number) => world.engine.clock.set((world.engine.clock.now() + ms) as Instant)

beforeAll(async () => {
  world = await toolWorld()
  const listing = {
    ...{ seller: 'tea-house', sku: 'S 1/あ', asin: 'B07TEA0001', price: 700, stock: 0 },
    status: 'inactive',
    source: 'manual',
  } as const
  await done(putListing(world.engine, intent(), listing))
})

describe('listings', () => {
  test('every listing with its points, under Japanese names, in Shift_JIS', async () => {
    const made = await report(world, LISTINGS)
    expect(made).toMatchObject({ processingStatus: 'DONE', reportType: LISTINGS })
    const rows = named(await reportRows(world, made.reportDocumentId))
    expect(rows).toHaveLength(2)
    expect(rows.find((row) => row.出品者SKU === 'TEA')).toMatchObject({
      ...{ 商品名: '商品TEA', 価格: '1000', ポイント: '100', ステータス: 'Active' },
      ...{ コンディション: '11', 商品ID: 'B07TEA0001' },
    })
    expect(rows.find((row) => row.出品者SKU === 'S 1/あ')).toMatchObject({
      ...{ ポイント: '0', ステータス: 'Inactive', 数量: '0' },
    })
  })

  test('what is on sale alone', async () => {
    const made = await report(world, OPEN)
    const rows = named(await reportRows(world, made.reportDocumentId))
    expect(rows).toEqual([
      { 出品者SKU: 'TEA', ASIN: 'B07TEA0001', 価格: '1000', 数量: '', ポイント: '100' },
    ])
  })
})

describe('orders that wait for shipment', () => {
  test('with what to collect and what they earn, to who may see where they go', async () => {
    const prepaid = await order({ redeem: 100 })
    await order({ redeem: 150, payment: 'cod' })
    const shipped = await order({})
    await operator(`/v1/orders/${shipped}/shipments`, {})
    await done(
      recordRecipient(world.engine, intent(), prepaid, {
        ...{ name: '山田 花子', line1: '1-2-3', prefecture: '東京都', postalCode: '150-0001' },
      }),
    )
    const made = await report(world, ORDERS)
    const path = `/reports/2021-06-30/documents/${made.reportDocumentId}`
    const plain = await callOperation(world, 'getReportDocument', {
      path: { reportDocumentId: made.reportDocumentId },
    })
    expect([plain.status, plain.json.errors?.[0].code]).toEqual([403, 'Unauthorized'])
    const { json } = await callOperation(world, 'createRestrictedDataToken', {
      body: { restrictedResources: [{ method: 'GET', path }] },
    })
    const rows = named(
      await reportRows(world, made.reportDocumentId, json.restrictedDataToken as string),
    )
    expect(rows).toMatchObject([
      {
        ...{ 'order-id': prepaid, sku: 'TEA', 'quantity-to-ship': '2', 'points-granted': '200' },
        ...{ 'payment-method': 'Prepaid', 'cod-collectible-amount': '0', 'already-paid': '2680' },
        ...{ 'recipient-name': '山田 花子', 'ship-state': '東京都' },
      },
      {
        ...{ 'payment-method': 'COD', 'cod-collectible-amount': '2530', 'already-paid': '150' },
        'points-granted': '200',
      },
    ])
  })
})

describe('settlements', () => {
  test('a report comes with each settled period, and its amounts are the payout', async () => {
    const listed = async () =>
      (await callOperation(world, 'getReports', { query: { reportTypes: SETTLEMENT } })).json
    expect((await listed()).reports).toEqual([])
    pass(20 * DAY)
    await settleThrough(world.engine, world.engine.clock.now())
    const { reports } = await listed()
    expect(reports.length).toBeGreaterThan(0)
    const { reportDocumentId } = reports.at(-1)
    const rows = named(await reportRows(world, reportDocumentId))
    const [total, ...lines] = rows
    expect(lines.length).toBeGreaterThan(0)
    const sum = lines.reduce((all, row) => all + Number(row.amount), 0)
    expect(sum).toBe(Number(total?.['total-amount']))
    expect(lines.some((row) => row['amount-description'] === 'CostOfPointsGranted')).toBe(true)
    // The same document again, not another one.
    expect((await listed()).reports.at(-1).reportDocumentId).toBe(reportDocumentId)
  })

  test('it can not be asked for, and neither can what is not served', async () => {
    const ask = async (reportType: string, marketplace = JAPAN) => {
      const body = { reportType, marketplaceIds: [marketplace] }
      const { status, json } = await callOperation(world, 'createReport', { body })
      return [status, json.errors[0].details]
    }
    expect(await ask(SETTLEMENT)).toEqual([400, expect.stringContaining('can not be asked for')])
    expect(await ask('GET_NOTHING')).toEqual([400, expect.stringContaining(LISTINGS)])
    expect(await ask(LISTINGS, 'ATVPDKIKX0DER')).toEqual([
      400,
      expect.stringContaining('ATVPDKIKX0DER'),
    ])
  })

  test('another seller has no such report', async () => {
    const made = await report(world, OPEN)
    const token = await accessToken(world, await appFor(world.engine, 'book-house'))
    const theirs = await callOperation(world, 'getReport', {
      path: { reportId: made.reportId },
      token,
    })
    const document = await callOperation(world, 'getReportDocument', {
      path: { reportDocumentId: made.reportDocumentId },
      token,
    })
    expect([theirs.status, document.status]).toEqual([404, 404])
  })
})

describe('schedules', () => {
  const create = (body: object = {}) =>
    callOperation(world, 'createReportSchedule', {
      body: { reportType: OPEN, marketplaceIds: [JAPAN], period: 'P1D', ...body },
    })
  const produced = async () => {
    await produceReports(world.engine, world.engine.clock.now())
    const { json } = await callOperation(world, 'getReports', {
      query: { reportTypes: OPEN, pageSize: '100' },
    })
    return json.reports.filter((one: { reportScheduleId?: string }) => one.reportScheduleId)
  }

  test('a report a day; of days that were slept through, the last one', async () => {
    const { status, json } = await create()
    expect(status).toBe(201)
    const id = json.reportScheduleId
    expect(await produced()).toEqual([])
    pass(DAY)
    expect(await produced()).toMatchObject([{ reportScheduleId: id, processingStatus: 'DONE' }])
    expect(await produced()).toHaveLength(1)
    pass(3 * DAY + HOUR)
    expect(await produced()).toHaveLength(2)
    const shown = await callOperation(world, 'getReportSchedule', {
      path: { reportScheduleId: id },
    })
    const next = Date.parse(shown.json.nextReportCreationTime)
    expect(next - world.engine.clock.now()).toBe(23 * HOUR)
  })

  test('a new one replaces that of its type, and an ended one makes none', async () => {
    const first = (await create()).json.reportScheduleId
    const second = (await create({ period: 'PT5M' })).json.reportScheduleId
    const listed = await callOperation(world, 'getReportSchedules', {
      query: { reportTypes: OPEN },
    })
    expect(listed.json.reportSchedules).toMatchObject([
      { reportScheduleId: second, period: 'PT5M' },
    ])
    const before = (await produced()).length
    const path = { reportScheduleId: second }
    expect((await callOperation(world, 'cancelReportSchedule', { path })).status).toBe(200)
    expect((await callOperation(world, 'cancelReportSchedule', { path })).status).toBe(404)
    pass(DAY)
    expect(await produced()).toHaveLength(before)
    const gone = await callOperation(world, 'getReportSchedule', {
      path: { reportScheduleId: first },
    })
    expect(gone.status).toBe(404)
    expect((await create({ period: 'PT7M' })).status).toBe(400)
  })
})

test('reports are listed the newest first, a page at a time, each once', async () => {
  const query = { reportTypes: `${OPEN},${LISTINGS}`, processingStatuses: 'DONE' }
  const listed = async (more: Readonly<Record<string, string>>) =>
    (await callOperation(world, 'getReports', { query: more })).json
  const idsOf = (reports: readonly { reportId: string }[]) => reports.map((one) => one.reportId)
  for (let n = 0; n < 3; n++) await report(world, LISTINGS)
  const whole = idsOf((await listed({ ...query, pageSize: '100' })).reports)
  expect(whole).toEqual(whole.toSorted((a, b) => Number(b) - Number(a)))
  const paged: string[] = []
  let page = await listed({ ...query, pageSize: '2' })
  for (; page.nextToken; page = await listed({ nextToken: page.nextToken })) {
    expect(page.reports).toHaveLength(2)
    paged.push(...idsOf(page.reports))
  }
  expect([...paged, ...idsOf(page.reports)]).toEqual(whole)
  const wrong = await callOperation(world, 'getReports', { query: { nextToken: 'x' } })
  expect(wrong.status).toBe(400)
})

test('a report in the queue can be taken out of it', async () => {
  const { json } = await callOperation(world, 'createReport', {
    body: { reportType: OPEN, marketplaceIds: [JAPAN] },
  })
  const path = { reportId: json.reportId }
  expect((await callOperation(world, 'cancelReport', { path })).json).toEqual({})
  await produceReports(world.engine, world.engine.clock.now())
  const { json: found } = await callOperation(world, 'getReport', { path })
  expect(found.processingStatus).toBe('CANCELLED')
  expect(found.reportDocumentId).toBeUndefined()
})
