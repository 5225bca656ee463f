import { expect, test } from 'vitest'
import { STEPS } from './explain/steps.ts'
import { WARNINGS } from './offers/warnings.ts'
import { isRefusal, refuse } from './refusal.ts'
import { REFUSALS } from './refusals.ts'

const placeholders = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((m) => m[1])

const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/

const sentences = [
  ...Object.entries(REFUSALS),
  ...Object.entries(WARNINGS),
  ...Object.entries(STEPS),
]

test.each(sentences)('%s is a sentence in both languages, about the same facts', (code, entry) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
  expect(entry.en).toMatch(/^[A-Z{].*\.$/)
  expect(entry.ja).toMatch(japanese)
  expect(entry.ja).toMatch(/[。}]$/)
  expect(placeholders(entry.ja).sort()).toEqual(placeholders(entry.en).sort())
})

test.each(Object.entries(REFUSALS))('%s says what kind of answer it is', (_, { kind }) => {
  expect(['invalid', 'conflict', 'forbidden', 'missing', 'busy']).toContain(kind)
})

test.each(Object.entries(STEPS))('%s says where its rule comes from', (_, { source }) => {
  expect(['§', '†', '‡']).toContain(source)
})

test('a refusal is a value that can be told from a decision', () => {
  const refusal = refuse('line_not_found', { line: 3 })
  expect(refusal).toEqual({ refused: 'line_not_found', facts: { line: 3 } })
  expect(refuse('nothing_open')).toEqual({ refused: 'nothing_open', facts: {} })
  expect(isRefusal(refusal)).toBe(true)
  expect(isRefusal({ book: {} })).toBe(false)
  expect(isRefusal({ refused: undefined })).toBe(false)
  expect(isRefusal({ refused: [refusal] })).toBe(false)
})
