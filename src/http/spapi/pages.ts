import { type Failure, invalidInput } from './failure.ts'
import { fromToken, toToken } from './next-token.ts'

type Place = readonly [value: string | number, name: string]

/** The token of the page that begins after a place: the value it is sorted by, and a name. */
export const writePage = ([value, name]: Place): string => toToken({ value, name })

/** The place in a token that `writePage` made; undefined without one. */
export function readPage(token: string | undefined): Failure | Place | undefined {
  if (token === undefined) return undefined
  const { value, name } = fromToken(token) ?? {}
  const known = typeof value === 'string' || Number.isSafeInteger(value)
  if (!known || typeof name !== 'string' || `${value}${name}`.includes('\0')) {
    return invalidInput('The page token is invalid.')
  }
  return [value as string | number, name]
}
