/** A place in a list as a program carries it. It holds nothing that its answers do not. */
export const toToken = (place: object): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/** What a token holds; undefined for one that was never given out. */
export function fromToken(token: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    if (typeof found !== 'object' || found === null) return undefined
    return found as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

/** The whole numbers of a token, by their names; undefined when one is missing. */
export function numbersOf<const Name extends string>(
  token: string,
  names: readonly Name[],
): Readonly<Record<Name, number>> | undefined {
  const found = fromToken(token)
  if (!found || !names.every((name) => Number.isSafeInteger(found[name]))) return undefined
  return found as Readonly<Record<Name, number>>
}
