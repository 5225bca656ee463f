import { plainForm } from '../kit/format.ts'

/** A percentage as somebody typed it (10, １０％, 1.25%), in basis points; undefined for no such. */
export function basisPoints(text: string): number | undefined {
  const plain = plainForm(text).replace(/[%\s]/g, '')
  const [, whole, part = ''] = /^(-?\d{1,6})(?:\.(\d{1,2}))?$/.exec(plain) ?? []
  if (whole === undefined) return undefined
  const hundredths = Number(part.padEnd(2, '0'))
  return Number(whole) * 100 + (whole.startsWith('-') ? -hundredths : hundredths)
}
