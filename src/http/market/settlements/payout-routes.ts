import { Type } from 'typebox'
import { encode } from '../../../files/encoder.ts'
import { refuse } from '../../../rules/refusal.ts'
import {
  ACCOUNT_KINDS,
  readBankAccount,
  setBankAccount,
} from '../../../usecases/payouts/account.ts'
import { readPayer, setPayer } from '../../../usecases/payouts/payer.ts'
import { listPayouts, payoutTransfers } from '../../../usecases/payouts/payouts.ts'
import { forbidCaching, readable, writable } from '../../kit/access.ts'
import { answer, intentOf, show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  fromCursor,
  isName,
  limitOf,
  Nullable,
  Page,
  PageQuery,
  pageOf,
  Shape,
  Text,
  Word,
  Yen,
} from '../../kit/schemas.ts'
import { SellerParams } from '../sellers/schemas.ts'
import { PeriodParams } from './schemas.ts'

const tags = ['Payouts']

const Digits = (length: number, example: string, description: string) =>
  Type.String({
    ...{ minLength: length, maxLength: length, pattern: '^[0-9]+$', examples: [example] },
    description,
  })

const AccountFields = {
  bank: Digits(4, '9900', 'The bank’s number'),
  bankName: Text(40, { description: 'In kana', examples: ['ユウチヨ'] }),
  branch: Digits(3, '008', 'The branch’s number'),
  branchName: Text(40, { description: 'In kana', examples: ['ゼロハチ'] }),
  kind: Word(ACCOUNT_KINDS),
  number: Digits(7, '1234567', 'The account’s number'),
}
const EXAMPLE = {
  ...{ bank: '9900', bankName: 'ユウチヨ', branch: '008', branchName: 'ゼロハチ' },
  ...{ kind: 'ordinary', number: '1234567' },
}
const Holder = Text(60, { description: 'In kana', examples: ['アオゾラデンキ'] })
const AccountAsk = Shape(
  { ...AccountFields, holder: Holder },
  { examples: [{ ...EXAMPLE, holder: 'アオゾラデンキ' }] },
)
const AccountAnswer = Shape({
  ...AccountFields,
  number: Type.String({ description: 'Its end', examples: ['•••4567'] }),
  holder: Holder,
})

const PayerFields = {
  code: Digits(10, '1234567890', 'The number that the bank gave to the payer'),
  name: Text(60, { description: 'In kana', examples: ['タマル（カ'] }),
  ...AccountFields,
  kind: Word(['ordinary', 'current']),
}
const PayerAsk = Shape(PayerFields, {
  examples: [{ code: '1234567890', name: 'タマル（カ', ...EXAMPLE }],
})

const PayoutAnswer = Shape({
  seller: Type.String(),
  name: Type.String(),
  amount: Yen,
  account: Nullable(Type.String({ examples: ['•••4567'] })),
  problem: Nullable(Word(['no_account', 'too_large'])),
})

/** Where payouts go, and the file that a bank makes them from. */
export function payoutRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/sellers/:seller/bank-account',
    {
      config: readable(['seller', 'operator'], 'finances'),
      schema: {
        tags,
        summary: 'Where a seller’s payouts go; of the number, its end',
        params: SellerParams,
        response: { 200: AccountAnswer },
      },
    },
    async (request, reply) =>
      show(request, forbidCaching(reply), await readBankAccount(engine, request.params.seller)),
  )

  app.put(
    '/v1/sellers/:seller/bank-account',
    {
      config: writable(['seller'], 'access'),
      schema: {
        tags,
        summary: 'Say where payouts go from now on',
        description: 'Names are turned into the signs that banks exchange, and answered so.',
        params: SellerParams,
        body: AccountAsk,
        response: { 200: AccountAnswer },
      },
    },
    async (request, reply) => {
      const ask = { ...request.params, ...request.body }
      const set = await setBankAccount(engine, intentOf(request), ask)
      return answer(request, forbidCaching(reply), 200, set)
    },
  )

  app.get(
    '/v1/payer',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'The account that payouts are made from',
        response: { 200: Shape(PayerFields) },
      },
    },
    async (request, reply) => {
      const payer = await readPayer(engine.pool)
      return show(request, reply, payer ?? refuse('bank_account_not_found'))
    },
  )

  app.put(
    '/v1/payer',
    {
      config: writable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'Say which account payouts are made from',
        body: PayerAsk,
        response: { 200: Shape(PayerFields) },
      },
    },
    async (request, reply) =>
      answer(request, reply, 200, await setPayer(engine, intentOf(request), request.body)),
  )

  app.get(
    '/v1/settlements/:period/payouts',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'What each seller is paid for a period, and what keeps it from a transfer',
        params: PeriodParams,
        querystring: Shape(PageQuery),
        response: { 200: Page(PayoutAnswer) },
      },
    },
    async (request, reply) => {
      const limit = limitOf(request.query)
      const after = fromCursor(request.query.cursor, isName) ?? ''
      const period = Number(request.params.period)
      const found = await listPayouts(engine, { period, after, limit })
      return show(request, reply, found, (payouts) =>
        pageOf(
          payouts,
          limit,
          (payout) => payout.seller,
          (payout) => payout,
        ),
      )
    },
  )

  app.get(
    '/v1/settlements/:period/transfers',
    {
      config: readable(['operator'], 'programme'),
      schema: {
        tags,
        summary: 'A period’s payouts as a file of bank transfers (全銀フォーマット)',
        description: 'Records of 120 bytes in JIS X 0201. Refused while it would leave one out.',
        params: PeriodParams,
        querystring: Shape({
          day: Type.String({
            pattern: '^(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$',
            description: 'MMDD: when the bank is to pay',
            examples: ['0701'],
          }),
          incomplete: Type.Optional(Word(['yes'], { description: 'Leave out what can not go' })),
        }),
        produces: ['text/plain'],
      },
    },
    async (request, reply) => {
      const { day, incomplete } = request.query
      const period = Number(request.params.period)
      const ask = { period, day, incomplete: incomplete === 'yes' }
      const file = await payoutTransfers(engine, ask)
      if (file.refused !== undefined) return sendRefusal(request, reply, file)
      const name = `transfers-${request.params.period}-${day}.txt`
      return forbidCaching(reply)
        .header('content-disposition', `attachment; filename="${name}"`)
        .type('text/plain; charset=Shift_JIS')
        .send(encode(file.text, 'shift_jis'))
    },
  )
}
