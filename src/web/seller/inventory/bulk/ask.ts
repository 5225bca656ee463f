import type { PointsAsk } from '../../../../rules/index.ts'
import { basisPoints } from '../../../console/basis-points.ts'
import { wholeNumber } from '../../../kit/format.ts'

/** What can be done to many offers at once, in the order of the menu. */
export const BULK_ACTIONS = [
  'points',
  'noPoints',
  'priceBy',
  'priceByPercent',
  'stock',
  'activate',
  'deactivate',
] as const

export type BulkAction = (typeof BULK_ACTIONS)[number]

/** A change as the API takes it. */
export interface BulkChange {
  readonly price?: { readonly by: number } | { readonly byBps: number }
  readonly points?: PointsAsk
  readonly stock?: number
  readonly status?: 'active' | 'inactive'
}

/** Actions that need a number, and how it is read. */
export const NEEDS_NUMBER: ReadonlySet<BulkAction> = new Set([
  'points',
  'priceBy',
  'priceByPercent',
  'stock',
])

/** What an action with its number asks for; undefined while the number is none. */
export function bulkChange(action: BulkAction, text: string): BulkChange | undefined {
  switch (action) {
    case 'points': {
      const bps = basisPoints(text)
      return bps === undefined || bps < 1 ? undefined : { points: { by: 'percentage', bps } }
    }
    case 'noPoints':
      return { points: { by: 'none' } }
    case 'priceBy': {
      const by = wholeNumber(text)
      return by === undefined || by === 0 ? undefined : { price: { by } }
    }
    case 'priceByPercent': {
      const byBps = basisPoints(text)
      return byBps === undefined || byBps === 0 || byBps <= -10_000
        ? undefined
        : { price: { byBps } }
    }
    case 'stock': {
      const stock = wholeNumber(text)
      return stock === undefined || stock < 0 ? undefined : { stock }
    }
    case 'activate':
      return { status: 'active' }
    case 'deactivate':
      return { status: 'inactive' }
    default:
      return action satisfies never
  }
}
