/**
 * Texts as a search compares them: full-width and half-width forms, and capitals, are the same.
 */
export const searchForm = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/**
 * Every pair of neighbouring characters, as two UTF-16 units in one 32-bit number. Japanese has no
 * spaces, so words can not be indexed, but pairs can: a text that contains another has all of its
 * pairs. A single character has none.
 */
export function gramsOf(text: string): number[] {
  const grams = new Set<number>()
  for (let i = 0; i + 1 < text.length; i++) {
    grams.add((text.charCodeAt(i) << 16) | text.charCodeAt(i + 1))
  }
  return [...grams]
}

/**
 * The pairs of a text that belongs to a seller: other numbers for each seller, so that an index of
 * all of them is as narrow as one of the seller's own. Two sellers may share a number by chance.
 */
export const sellersGramsOf = (seller: number, text: string): number[] =>
  gramsOf(text).map((gram) => gram ^ Math.imul(seller, 2_654_435_761))

/** The pattern of "contains", with the signs that LIKE would read as its own taken literally. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`
