/** Cells a terminal gives a text: kana, kanji and full-width forms take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

const WIDE =
  /[\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

/** Whole numbers with separators: 1,234,567. */
export const grouped = (value: number): string => value.toLocaleString('en-US')

/** Labels on the left, values on the right, in two columns. */
export function table(rows: readonly (readonly [label: string, value: string | number])[]): string {
  const texts = rows.map(([label, value]) => [label, textOf(value)] as const)
  const left = Math.max(...texts.map(([label]) => widthOf(label)))
  const right = Math.max(...texts.map(([, value]) => widthOf(value)))
  return texts
    .map(([label, value]) => {
      const gap = left - widthOf(label) + 2 + right - widthOf(value)
      return label + ' '.repeat(gap) + value
    })
    .join('\n')
}

const textOf = (value: string | number): string =>
  typeof value === 'number' ? grouped(value) : value
