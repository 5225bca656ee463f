import { describe, expect, test } from 'vitest'
import { Decoder, type Encoding, NotText, UNDECODABLE } from './decoder.ts'
import { encode, isEncodable, MISSING, startOf } from './encoder.ts'
import { asUnicode, asWindows, survivesWindows } from './japanese.ts'

function decode(bytes: Uint8Array, wanted: Encoding | 'auto' = 'auto', piece = bytes.length || 1) {
  const decoder = new Decoder(wanted)
  let text = ''
  for (let at = 0; at < bytes.length; at += piece) {
    text += decoder.write(bytes.subarray(at, at + piece))
  }
  text += decoder.end()
  return { text, encoding: decoder.encoding }
}

const JAPANESE = '出品者SKU\t価格\nステンレス水筒 ①号\t１，０００\nｶﾅ\t髙島屋\n'

describe('bytes to text', () => {
  test.each([1, 2, 3, 7, 100_000])(
    'both encodings are told apart, in pieces of %i bytes',
    (piece) => {
      for (const encoding of ['utf-8', 'shift_jis'] as const) {
        const bytes = encode(JAPANESE, encoding)
        expect(decode(bytes, 'auto', piece)).toEqual({ text: JAPANESE, encoding })
        expect(decode(bytes, encoding, piece)).toEqual({ text: JAPANESE, encoding })
      }
    },
  )

  test('they are told apart even where Japanese comes after a long stretch of ASCII', () => {
    const text = `${'sku\t100\n'.repeat(20_000)}水筒\t100\n`
    for (const encoding of ['utf-8', 'shift_jis'] as const) {
      expect(decode(encode(text, encoding), 'auto', 65_536)).toEqual({ text, encoding })
    }
  })

  test('a byte order mark is no text', () => {
    const bytes = Buffer.concat([startOf('utf-8'), Buffer.from('sku\n')])
    for (const piece of [1, 2, 100]) {
      expect(decode(bytes, 'auto', piece)).toEqual({ text: 'sku\n', encoding: 'utf-8' })
    }
  })

  test('an empty file, and one of ASCII alone, are UTF-8', () => {
    expect(decode(Buffer.alloc(0))).toEqual({ text: '', encoding: 'utf-8' })
    expect(decode(Buffer.from('a\tb'))).toEqual({ text: 'a\tb', encoding: 'utf-8' })
  })

  test.each([
    ['utf-8', [0x41, 0x83, 0x09, 0x42]],
    ['shift_jis', [0x41, 0x83, 0x09, 0x42]],
    ['shift_jis', [0x41, 0xfd, 0x09, 0x42]],
  ] as const)('a byte that is no %s leaves the delimiter after it alone', (encoding, bytes) => {
    expect(decode(Buffer.from(bytes), encoding).text).toBe(`A${UNDECODABLE}\tB`)
  })

  test.each([
    ['UTF-16', Buffer.from('\ufeffsku', 'utf16le')],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0000\u0000')],
  ])('%s is refused', (_, bytes) => {
    expect(() => decode(bytes)).toThrow(NotText)
  })
})

describe('text to bytes', () => {
  test.each([
    ['〜', '8160'],
    ['−', '817c'],
    ['‖', '8161'],
    ['¢', '8191'],
    ['£', '8192'],
    ['¬', '81ca'],
    ['—', '815c'],
    ['¥', '818f'],
  ])('%s has a code in Shift_JIS, and comes back as its twin', (sign, code) => {
    const bytes = encode(sign, 'shift_jis')
    expect(bytes.toString('hex')).toBe(code)
    expect(decode(bytes, 'shift_jis').text).toBe(asWindows(sign))
    expect(asUnicode(asWindows(sign))).toBe(sign)
    expect(encode(asWindows(sign), 'shift_jis')).toEqual(bytes)
  })

  test('what Shift_JIS has no code for is said, and shows as a missing sign', () => {
    expect(isEncodable('水筒 〜?', 'shift_jis')).toBe(true)
    expect(isEncodable('水筒😀', 'shift_jis')).toBe(false)
    expect(isEncodable('水筒😀', 'utf-8')).toBe(true)
    expect(decode(encode('なに?é😀水', 'shift_jis'), 'shift_jis').text).toBe(
      `なに?${MISSING}${MISSING}水`,
    )
  })

  test('a text in both spellings can not be told from what becomes of it', () => {
    expect(survivesWindows('1〜2')).toBe(true)
    expect(survivesWindows('1～2')).toBe(true)
    expect(survivesWindows('1〜2～3')).toBe(false)
  })
})
