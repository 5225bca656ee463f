import { expect, test } from 'vitest'
import { policyWith, sellerWith } from '../../../tests/rules/given.ts'
import { JAPAN } from '../policy/presets.ts'
import { mayOfferPoints } from './eligibility.ts'

const before = policyWith({ agreementVersion: 2 }, 'seed-2020-before')
const nobody = sellerWith({ plan: 'individual', agreementVersion: null, standing: 'suspended' })
const may = (seller = sellerWith({ agreementVersion: 2 }), marketplace = JAPAN) =>
  mayOfferPoints(seller, marketplace, before)

test('a professional in good standing that accepted the agreement may offer points in Japan', () => {
  expect(may()).toBeUndefined()
  expect(may(sellerWith({ agreementVersion: 3 }))).toBeUndefined()
})

test('first, the marketplace must have points: points elsewhere are refused, clearly', () => {
  expect(may(nobody, 'ATVPDKIKX0DER')).toEqual({
    refused: 'marketplace_without_points',
    facts: { marketplace: 'ATVPDKIKX0DER' },
  })
})

test('then the plan must be one that may offer points', () => {
  expect(may(nobody)).toEqual({ refused: 'plan_without_points', facts: { plan: 'individual' } })
  const announced = policyWith({}, 'seed-2020')
  expect(mayOfferPoints(sellerWith({ plan: 'individual' }), JAPAN, announced)).toBeUndefined()
})

test('then the points service agreement must be accepted, in the version required', () => {
  for (const agreementVersion of [null, 1]) {
    expect(may(sellerWith({ agreementVersion, standing: 'suspended' }))).toEqual({
      refused: 'agreement_not_accepted',
      facts: { version: 2 },
    })
  }
})

test('and the account must be in good standing', () => {
  for (const standing of ['at_risk', 'suspended'] as const) {
    expect(may(sellerWith({ agreementVersion: 2, standing }))).toEqual({
      refused: 'standing_not_good',
      facts: { standing },
    })
  }
})
