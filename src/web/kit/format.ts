const grouped = new Intl.NumberFormat('ja-JP')

/** ￥1,000; a negative amount keeps its sign in front: −￥1,000. */
export const yen = (amount: number): string =>
  `${amount < 0 ? '−' : ''}￥${grouped.format(Math.abs(amount))}`

/** 100pt, or 100pt (10%) where the percentage is known, in basis points. */
export function pt(points: number, bps?: number | null): string {
  const text = `${points < 0 ? '−' : ''}${grouped.format(Math.abs(points))}pt`
  return bps === undefined || bps === null ? text : `${text} (${percent(bps)})`
}

/** 10%, 1.25%: basis points without trailing zeros. */
export const percent = (bps: number): string => `${bps / 100}%`

export const count = (value: number): string => grouped.format(value)

/** A moment as the programme's people read it: Asia/Tokyo, in their language. */
export function moment(iso: string, language: string, style: 'date' | 'minute' = 'minute'): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone: 'Asia/Tokyo',
    dateStyle: 'medium',
    ...(style === 'minute' ? { timeStyle: 'short' } : {}),
  }).format(new Date(iso))
}

/** Digits and signs as programs write them: what is full-width made narrow, every minus the same. */
export const plainForm = (text: string): string =>
  text.normalize('NFKC').replace(/[\u2010-\u2013\u2212]/g, '-')

/**
 * A whole number as somebody typed or pasted it: full-width digits, thousands commas and a yen
 * sign are understood. Undefined for anything else, so that it can be refused in words.
 */
export function wholeNumber(text: string): number | undefined {
  const plain = plainForm(text).replace(/[,\s¥]/g, '')
  if (!/^-?\d{1,15}$/.test(plain)) return undefined
  return Number(plain)
}
