/**
 * The signs that Japanese banks exchange: half-width kana with their own sign for ゛ and ゜,
 * capitals, digits and a few marks, each one byte of JIS X 0201.
 */
const ALLOWED = /^[ A-Z0-9().\-/,｢｣ｱ-ﾝﾞﾟ]*$/

/** Full-width kana to half-width, one for one; small ones are written large. */
const HALF = new Map<string, string>(
  Array.from({ length: 0xff9d - 0xff71 + 1 }, (_, index) => {
    const half = String.fromCodePoint(0xff71 + index)
    return [half.normalize('NFKC'), half] as const
  }),
)
const SPECIAL: Readonly<Record<string, string>> = {
  ...{ '\u3099': 'ﾞ', '\u309a': 'ﾟ', ー: '-', '‐': '-', '−': '-', '「': '｢', '」': '｣' },
  ...{ ァ: 'ｱ', ィ: 'ｲ', ゥ: 'ｳ', ェ: 'ｴ', ォ: 'ｵ', ッ: 'ﾂ', ャ: 'ﾔ', ュ: 'ﾕ', ョ: 'ﾖ', ヮ: 'ﾜ' },
}
const HIRAGANA = /[ぁ-ん]/g
const TO_KATAKANA = 0x60

/**
 * A name as banks write it: `アオゾラデンキ（カ` becomes `ｱｵｿﾞﾗﾃﾞﾝｷ(ｶ`. Undefined where a sign has no such
 * form, as kanji have none, or nothing is left.
 */
export function bankText(name: string): string | undefined {
  const kana = name
    .normalize('NFKC')
    .replace(HIRAGANA, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + TO_KATAKANA))
    .toUpperCase()
    .normalize('NFD')
  const text = [...kana].map((sign) => SPECIAL[sign] ?? HALF.get(sign) ?? sign).join('')
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain !== '' && ALLOWED.test(plain) ? plain : undefined
}

/** Somebody's account, in signs that banks exchange. */
interface Account {
  readonly bank: string
  readonly bankName: string
  readonly branch: string
  readonly branchName: string
  readonly kind: 'ordinary' | 'current' | 'savings'
  readonly number: string
}

export interface TransferFrom extends Account {
  /** The number that the bank gave to the payer. */
  readonly code: string
  readonly name: string
}

export interface TransferTo extends Account {
  readonly holder: string
  /** Whole yen, at most ten digits. */
  readonly amount: number
  /** Up to ten digits of the payer's own, which come back with what could not be paid. */
  readonly reference: number
}

/** Most yen of one transfer: its field has ten digits. */
export const TRANSFER_MAX = 9_999_999_999

const KINDS = { ordinary: '1', current: '2', savings: '4' } as const
const END = '\r\n'

const digits = (value: string | number, length: number): string => {
  const text = String(value)
  if (!/^\d*$/.test(text) || text.length > length) throw new RangeError(`${text} has no place`)
  return text.padStart(length, '0')
}

/** Names are cut where their field ends, as banks cut them. */
const signs = (text: string, length: number): string => {
  if (!ALLOWED.test(text)) throw new RangeError('a sign that banks do not exchange')
  return text.slice(0, length).padEnd(length, ' ')
}

/**
 * A file of transfers in the format of the Japanese Bankers' Association for 総合振込: a header, a
 * record for each, their sum and the end, each of 120 bytes and a line end. `day` is MMDD.
 *
 * The text's signs are one byte each, so that it has as many bytes as it has signs.
 */
export function transferFile(
  from: TransferFrom,
  day: string,
  transfers: readonly TransferTo[],
): string {
  const sum = transfers.reduce((total, { amount }) => total + amount, 0)
  return [
    headerOf(from, day),
    ...transfers.map(recordOf),
    `8${digits(transfers.length, 6)}${digits(sum, 12)}${' '.repeat(101)}`,
    `9${' '.repeat(119)}`,
    '',
  ].join(END)
}

const headerOf = (from: TransferFrom, day: string): string =>
  [
    '1',
    '21', // 総合振込
    '0', // JIS
    digits(from.code, 10),
    signs(from.name, 40),
    digits(day, 4),
    digits(from.bank, 4),
    signs(from.bankName, 15),
    digits(from.branch, 3),
    signs(from.branchName, 15),
    KINDS[from.kind],
    digits(from.number, 7),
    ' '.repeat(17),
  ].join('')

const recordOf = (to: TransferTo): string =>
  [
    '2',
    digits(to.bank, 4),
    signs(to.bankName, 15),
    digits(to.branch, 3),
    signs(to.branchName, 15),
    '0000', // clearing house: not in use
    KINDS[to.kind],
    digits(to.number, 7),
    signs(to.holder, 30),
    digits(to.amount, 10),
    '0', // neither new nor changed
    digits(to.reference, 10),
    digits(0, 10),
    '7', // by wire
    ' ', // no further text
    ' '.repeat(7),
  ].join('')
