import fc from 'fast-check'
import { expect, test } from 'vitest'
import { policyWith } from '../../../tests/rules/given.ts'
import { decideSettlement } from '../settlement/settle.ts'
import { instantOf } from '../time/instant.ts'
import { explainSettlement, isStatementLine, STATEMENT_FIGURES } from './settlement.ts'
import { STEPS } from './steps.ts'

const policy = policyWith({ settlement: { anchor: instantOf(0), days: 14, reserveBps: 300 } })

test('a payout is the balance less the reserve, step by step', () => {
  const totals = { principal: 10_000, points_granted: -1_000, referral_fee: -905 }
  const settled = decideSettlement(-250, totals, policy)
  const steps = explainSettlement(settled, 'disbursement', policy)
  expect(steps.map(({ code, numbers, result }) => ({ code, numbers, result }))).toEqual([
    { code: 'statement_net', numbers: { credits: 10_000, debits: 1_905 }, result: 8_095 },
    { code: 'statement_balance', numbers: { opening: -250, net: 8_095 }, result: 7_845 },
    { code: 'statement_reserve', numbers: { balance: 7_845, reserveBps: 300 }, result: 235 },
    { code: 'statement_paid', numbers: { balance: 7_845, reserve: 235 }, result: 7_610 },
  ])
  expect(steps[2]?.rounded?.exact).toEqual({ whole: 235, numerator: 7, denominator: 20 })
})

test('what a seller owes is carried forward and never paid out', () => {
  const settled = decideSettlement(0, { refund_principal: -500 }, policy)
  const steps = explainSettlement(settled, 'closing', policy)
  expect(steps.map(({ code, result }) => [code, result])).toEqual([
    ['statement_net', -500],
    ['statement_balance', -500],
    ['statement_reserve', 0],
    ['statement_owed', 0],
    ['statement_carried', -500],
  ])
})

test('a balance of nothing is paid out as nothing: nobody owes anything', () => {
  const steps = explainSettlement(decideSettlement(0, {}, policy), 'disbursement', policy)
  expect(steps.at(-1)).toMatchObject({ code: 'statement_paid', rounded: null, result: 0 })
})

test('whatever a period brought, the last step is the figure and every number has its place', () => {
  const amount = fc.integer({ min: -1_000_000, max: 1_000_000 })
  fc.assert(
    fc.property(amount, amount, amount, (opening, principal, refund_principal) => {
      const settled = decideSettlement(opening, { principal, refund_principal }, policy)
      for (const figure of STATEMENT_FIGURES) {
        const steps = explainSettlement(settled, figure, policy)
        if (figure === 'opening' || isStatementLine(figure)) {
          expect(steps).toEqual([])
          continue
        }
        expect(steps.at(-1)?.result).toBe(settled[figure])
        for (const { code, numbers, policyVersion } of steps) {
          expect(policyVersion).toBe(policy.version)
          const named = [...STEPS[code].en.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
          expect(new Set(Object.keys(numbers)), code).toEqual(new Set(named))
        }
      }
    }),
  )
})
