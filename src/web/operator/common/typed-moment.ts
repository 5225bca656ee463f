const DAY = /^\d{4}-\d\d-\d\d$/
const MINUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/** A day or a minute in Tokyo, as it was typed, as a moment; what is none is left for the server. */
export function momentOf(text: string): string {
  const plain = plainOf(text)
  if (DAY.test(plain)) return `${plain}T00:00:00+09:00`
  return MINUTE.test(plain) ? `${plain}:00+09:00` : plain
}

/** The same for where a stretch ends: a day is whole, a minute is its beginning. */
export function endOf(text: string): string {
  const plain = plainOf(text)
  if (!DAY.test(plain) || !isMoment(text)) return momentOf(text)
  const next = Date.parse(`${plain}T00:00:00Z`) + 24 * 3_600_000
  return `${new Date(next).toISOString().slice(0, 10)}T00:00:00+09:00`
}

/** Whether a text is a day or a minute that there is. */
export function isMoment(text: string): boolean {
  const plain = plainOf(text)
  const day = plain.slice(0, 10)
  if (!DAY.test(plain) && !MINUTE.test(plain)) return false
  const at = Date.parse(`${momentOf(text)}`)
  if (Number.isNaN(at)) return false
  // 31 February would be some day of March.
  return new Date(at + 9 * 3_600_000).toISOString().startsWith(day)
}

const plainOf = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/, 'T')
