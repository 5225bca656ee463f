/** Cells a terminal gives a text: kana, kanji and full-width forms take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

const WIDE_RANGES = [
  '\u2e80-\u303e\u3041-\ua4cf', // radicals, punctuation, kana, kanji
  '\uac00-\ud7a3\uf900-\ufaff', // hangul, compatibility kanji
  '\uff01-\uff60\uffe0-\uffe6', // full-width forms
  '\u{20000}-\u{3fffd}', // rarer kanji
]
const WIDE = new RegExp(`[${WIDE_RANGES.join('')}]`, 'u')

/** Whole numbers with separators: 1,234,567. */
export const grouped = (value: number): string => value.toLocaleString('en-US')

/** Labels and values in two columns; numbers end, and texts begin, in one place. */
export function table(rows: readonly (readonly [label: string, value: string | number])[]): string {
  const left = Math.max(...rows.map(([label]) => widthOf(label)))
  const numbers = rows.map(([, value]) => (typeof value === 'number' ? grouped(value).length : 0))
  const right = Math.max(...numbers)
  return rows
    .map(([label, value]) => {
      const gap = ' '.repeat(left - widthOf(label) + 2)
      return label + gap + (typeof value === 'number' ? grouped(value).padStart(right) : value)
    })
    .join('\n')
}
