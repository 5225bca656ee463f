import { expect, test } from 'vitest'
import { DAY, instantOf } from '../../src/rules/time/instant.ts'
import { call, testWorld, tokenFor } from '../http/kit.ts'

const { app, engine, tokens } = await testWorld()
const access = await tokenFor(
  engine,
  { role: 'seller', seller: 'tea-house' },
  { scopes: ['access'] },
)

const ask = (method: 'GET' | 'POST' | 'PUT', url: string, token: string, body?: object) =>
  call(app, method, url, body, { token })

const ACCOUNT = {
  ...{ bank: '9900', bankName: 'ゆうちょ', branch: '008', branchName: 'ゼロハチ' },
  ...{ kind: 'ordinary', number: '1234567', holder: '（カ）チャノイエ' },
}
const PAYER = {
  ...{ code: '0000000042', name: 'タマル（カ', bank: '0001', bankName: 'ミヅホ', branch: '001' },
  ...{ branchName: 'ホンテン', kind: 'current', number: '7654321' },
}

/** Sells one unit of each seller, and lets the period end. */
async function settledPeriod(): Promise<number> {
  const lines = [
    { seller: 'tea-house', sku: 'TEA', quantity: 1 },
    { seller: 'book-house', sku: 'BOOK', quantity: 1 },
  ]
  const order = { buyer: 'hanako', reference: 'pay-1', lines }
  expect((await ask('POST', '/v1/orders', tokens.operator, order)).status).toBe(201)
  await ask('POST', '/v1/orders/pay-1/shipments', tokens.operator, {})
  engine.clock.set(instantOf(engine.clock.now() + 15 * DAY))
  await ask('POST', '/v1/settlement-runs', tokens.operator)
  const { body } = await ask('GET', '/v1/settlements', tokens.operator)
  return body.items[0].period
}

test('a seller says where its payouts go, and only their end is ever shown again', async () => {
  const url = '/v1/sellers/tea-house/bank-account'
  expect((await ask('GET', url, tokens.teaHouse)).body.code).toBe('bank_account_not_found')
  // An app that may see finances can not turn payouts to itself.
  const finances = await tokenFor(
    engine,
    { role: 'seller', seller: 'tea-house' },
    { scopes: ['finances'] },
  )
  expect((await ask('PUT', url, finances, ACCOUNT)).body.code).toBe('scope_missing')
  expect((await ask('PUT', url, tokens.operator, ACCOUNT)).status).toBe(403)
  const kanji = await ask('PUT', url, access, { ...ACCOUNT, holder: '茶の家' })
  expect(kanji).toMatchObject({ status: 422, body: { code: 'bank_text_invalid' } })
  const set = await ask('PUT', url, access, ACCOUNT)
  const shown = {
    ...{ bank: '9900', bankName: 'ﾕｳﾁﾖ', branch: '008', branchName: 'ｾﾞﾛﾊﾁ' },
    ...{ kind: 'ordinary', number: '•••4567', holder: '(ｶ)ﾁﾔﾉｲｴ' },
  }
  expect(set).toMatchObject({ status: 200, body: shown })
  expect((await ask('GET', url, tokens.teaHouse)).body).toEqual(shown)
  const history = await ask('GET', '/v1/sellers/tea-house/history', tokens.teaHouse)
  expect(history.body.items[0]).toMatchObject({ what: 'bank_account_changed' })
  const events = await ask('GET', '/v1/events', tokens.operator)
  expect(history.raw + events.raw).not.toContain('1234567')
})

test('a period is paid by a file that names every payout, or is refused', async () => {
  const period = await settledPeriod()
  const url = `/v1/settlements/${period}/transfers?day=0701`
  const file = (query = '') => ask('GET', url + query, tokens.operator)
  expect((await file()).body.code).toBe('bank_account_not_found')
  expect((await ask('PUT', '/v1/payer', tokens.operator, PAYER)).status).toBe(200)
  // One of the two sellers has named no account.
  expect((await file()).body).toMatchObject({ code: 'payouts_without_account', sellers: 1 })
  const listed = await ask('GET', `/v1/settlements/${period}/payouts`, tokens.operator)
  const statement = await ask('GET', `/v1/sellers/tea-house/statements/${period}`, tokens.operator)
  const { disbursement } = statement.body
  expect(listed.body.items).toMatchObject([
    { seller: 'book-house', account: null, problem: 'no_account' },
    { seller: 'tea-house', account: '•••4567', problem: null, amount: disbursement },
  ])
  const { status, raw, headers } = await file('&incomplete=yes')
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('Shift_JIS')
  expect(Number(headers['content-length'])).toBe(4 * 122)
  expect(raw).toContain(String(disbursement).padStart(10, '0'))
  expect(raw).toContain(`8000001${String(disbursement).padStart(12, '0')}`)
  expect((await ask('GET', url, tokens.teaHouse)).status).toBe(403)
  const missing = '/v1/settlements/9999/transfers?day=0701'
  expect((await ask('GET', missing, tokens.operator)).body.code).toBe('settlement_not_found')
})

test('a line of a statement opens to its movements, and a payout to its steps', async () => {
  const { body } = await ask('GET', '/v1/sellers/tea-house/statements', tokens.teaHouse)
  const [statement] = body.items
  const why = async (figure: string, period: string | number = statement.period) =>
    (
      await ask(
        'GET',
        `/v1/sellers/tea-house/statements/${period}/explanation?figure=${figure}`,
        tokens.teaHouse,
      )
    ).body
  for (const [line, amount] of Object.entries(statement.lines as Record<string, number>)) {
    const { entries, steps, more } = await why(line)
    const sum = (entries as { amount: number; credit: string }[]).reduce(
      (all, { amount: one, credit }) => all + (credit === 'seller_proceeds' ? one : -one),
      0,
    )
    expect({ line, sum, steps, more }).toEqual({ line, sum: amount, steps: [], more: 0 })
  }
  const granted = await why('points_granted')
  expect(granted.entries[0]).toMatchObject({
    ...{ order: 'pay-1', line: 1, debit: 'seller_proceeds', credit: 'points_funding' },
  })
  const paid = await why('disbursement')
  expect(paid.steps.at(-1)).toMatchObject({ result: statement.disbursement })
  expect(paid.entries).toMatchObject([{ kind: 'disbursement', amount: statement.disbursement }])
  expect(await why('closing', 'open')).toMatchObject({ entries: [] })
})
