import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextBytes } from './text-bytes.ts'

const piece = fc.oneof(
  fc.constantFrom(0, 9, 10, 99, 100, 999_999_999, 1e9, 1e9 + 1, 1e18 - 1, Number.MAX_SAFE_INTEGER),
  fc.nat(),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.maxSafeInteger(),
  fc.double(),
  fc.constant(null),
)

test('the bytes are those of the pieces one after the other, however many came before', () => {
  const text = new TextBytes()
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 300 }), (pieces) => {
      text.clear()
      for (const piece of pieces) text.add('|', piece)
      const written = pieces.map((piece) => `|${piece}`).join('')
      expect(Buffer.from(text.bytes).equals(Buffer.from(written))).toBe(true)
    }),
  )
})
