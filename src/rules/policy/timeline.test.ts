import { expect, test } from 'vitest'
import { accepted, NOON, policyWith } from '../../../tests/rules/given.ts'
import { after, DAY, instantOf } from '../time/instant.ts'
import { PRESETS } from './presets.ts'
import { announce, nextPolicyAfter, policyAt, policyVersion, type Timeline } from './timeline.ts'

const first = policyWith({}, 'seed-2020-before', 1, NOON)
const second = policyWith({}, 'seed-2020', 2, after(NOON, 10 * DAY))
const timeline: Timeline = [first, second]

test('a version governs from the moment it takes effect', () => {
  expect(policyAt(timeline, after(second.effectiveFrom, -1))).toBe(first)
  expect(policyAt(timeline, second.effectiveFrom)).toBe(second)
  expect(policyAt(timeline, after(second.effectiveFrom, 999 * DAY))).toBe(second)
})

test('before anything takes effect the first version governs', () => {
  expect(policyAt(timeline, instantOf(0))).toBe(first)
})

test('the next version is the first that takes effect later', () => {
  expect(nextPolicyAfter(timeline, instantOf(0))).toBe(first)
  expect(nextPolicyAfter(timeline, NOON)).toBe(second)
  expect(nextPolicyAfter(timeline, after(second.effectiveFrom, -1))).toBe(second)
  expect(nextPolicyAfter(timeline, second.effectiveFrom)).toBeUndefined()
})

test('an old order finds the version it was placed under', () => {
  expect(policyVersion(timeline, 1)).toBe(first)
  expect(policyVersion(timeline, 2)).toBe(second)
  for (const unknown of [0, 3]) {
    expect(() => policyVersion(timeline, unknown)).toThrow(
      new RangeError(`no policy version ${unknown}`),
    )
  }
})

const terms = PRESETS['points-central-2021']

test('a new version is added after the last one', () => {
  const now = after(NOON, DAY)
  const ask = { name: 'central', effectiveFrom: after(second.effectiveFrom, 1), terms }
  const announced = accepted(announce(timeline, ask, now))
  expect(announced.policy).toEqual({ version: 3, announcedAt: now, ...ask })
  expect(announced.timeline).toEqual([first, second, announced.policy])
  expect(timeline).toHaveLength(2)
})

test('a policy can take effect now, but not in the past', () => {
  const now = after(NOON, 20 * DAY)
  const ask = (effectiveFrom: number) => ({
    name: 'central',
    effectiveFrom: instantOf(effectiveFrom),
    terms,
  })
  expect(accepted(announce(timeline, ask(now), now)).policy.effectiveFrom).toBe(now)
  expect(announce(timeline, ask(now - 1), now)).toEqual({
    refused: 'policy_in_the_past',
    facts: {},
  })
})

test('a policy can not take effect before or with one already announced', () => {
  const ask = { name: 'central', effectiveFrom: second.effectiveFrom, terms }
  expect(announce(timeline, ask, NOON)).toEqual({
    refused: 'policy_before_announced',
    facts: { version: 2 },
  })
})
