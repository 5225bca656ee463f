import { describe, expect, test } from 'vitest'
import { encode } from './encoder.ts'
import { bankText, TRANSFER_MAX, type TransferTo, transferFile } from './zengin.ts'

describe('a name as banks write it', () => {
  test.each([
    ['アオゾラデンキ（カ', 'ｱｵｿﾞﾗﾃﾞﾝｷ(ｶ'],
    ['ｱｵｿﾞﾗ', 'ｱｵｿﾞﾗ'],
    ['やまだ　たろう', 'ﾔﾏﾀﾞ ﾀﾛｳ'],
    ['パーティー・ショップ', undefined],
    ['パーティー ショップ', 'ﾊﾟ-ﾃｲ- ｼﾖﾂﾌﾟ'],
    ['tamaru inc.', 'TAMARU INC.'],
    ['Ｔａｍａｒｕ　１２', 'TAMARU 12'],
    ['青空電機', undefined],
    ['ヲ', undefined],
    ['¥', undefined],
    ['\\', undefined],
    ['  ', undefined],
    ['', undefined],
  ])('%j → %j', (name, expected) => {
    expect(bankText(name)).toBe(expected)
  })
})

const from = {
  ...{ code: '1234567890', name: 'ﾀﾏﾙ(ｶ', bank: '0001', bankName: 'ｶﾞｿｳ' },
  ...{ branch: '012', branchName: 'ﾎﾝﾃﾝ', kind: 'current' as const, number: '0000042' },
}
const to: TransferTo = {
  ...{ bank: '9900', bankName: 'ﾕｳﾁﾖ', branch: '008', branchName: 'ｾﾞﾛﾊﾁ' },
  ...{ kind: 'ordinary', number: '1234567', holder: 'ｱｵｿﾞﾗﾃﾞﾝｷ(ｶ', amount: 9_452, reference: 7 },
}

describe('a file of transfers', () => {
  const text = transferFile(from, '0701', [to, { ...to, amount: TRANSFER_MAX }])
  const bytes = encode(text, 'shift_jis')

  test('has records of 120 bytes, each with its line end', () => {
    expect(bytes.length).toBe(5 * 122)
    expect(bytes.length).toBe(text.length)
    for (let at = 120; at < bytes.length; at += 122) {
      expect([...bytes.subarray(at, at + 2)]).toEqual([0x0d, 0x0a])
    }
  })

  test('has each field in its place', () => {
    const [header = '', record = '', , trailer = '', end] = text.split('\r\n')
    const cut = (line: string, ...lengths: readonly number[]) => {
      let at = 0
      return lengths.map((length) => {
        at += length
        return line.slice(at - length, at).trim()
      })
    }
    expect(cut(header, 1, 2, 1, 10, 40, 4, 4, 15, 3, 15, 1, 7, 17)).toEqual([
      ...['1', '21', '0', '1234567890', 'ﾀﾏﾙ(ｶ', '0701', '0001', 'ｶﾞｿｳ', '012', 'ﾎﾝﾃﾝ', '2'],
      ...['0000042', ''],
    ])
    expect(cut(record, 1, 4, 15, 3, 15, 4, 1, 7, 30, 10, 1, 10, 10, 1, 1, 7)).toEqual([
      ...['2', '9900', 'ﾕｳﾁﾖ', '008', 'ｾﾞﾛﾊﾁ', '0000', '1', '1234567', 'ｱｵｿﾞﾗﾃﾞﾝｷ(ｶ'],
      ...['0000009452', '0', '0000000007', '0000000000', '7', '', ''],
    ])
    expect(cut(trailer, 1, 6, 12, 101)).toEqual(['8', '000002', '010000009451', ''])
    expect(end).toBe(`9${' '.repeat(119)}`)
  })

  test('has kana of one byte, as JIS X 0201 has them', () => {
    expect([...encode('ｱｿﾞ', 'shift_jis')]).toEqual([0xb1, 0xbf, 0xde])
  })

  test('breaks rather than shifts its fields', () => {
    expect(() => transferFile(from, '0701', [{ ...to, amount: TRANSFER_MAX + 1 }])).toThrow()
    expect(() => transferFile({ ...from, bank: '00011' }, '0701', [to])).toThrow()
    expect(() => transferFile(from, '0701', [{ ...to, holder: '青空' }])).toThrow()
    const long = transferFile(from, '0701', [{ ...to, holder: 'ｱ'.repeat(40) }])
    expect(new Set(long.split('\r\n').map((line) => line.length))).toEqual(new Set([120, 0]))
  })
})
