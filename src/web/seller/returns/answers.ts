/** What the server answers about points and what came with them. */
export interface Sales {
  readonly units: number
  readonly sales: number
  readonly pointsCost: number
  readonly fees: number
  readonly refunds: number
  readonly proceeds: number
}

export interface Brought extends Sales {
  readonly featuredBps: number | null
}

export interface PointsReturn extends Brought {
  readonly sku: string
  readonly asin: string
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly change: {
    readonly at: string
    readonly by: string
    readonly reason: string
    readonly before: number
    readonly after: number
    readonly days: number
    readonly sales: { readonly before: Brought; readonly after: Brought }
  } | null
}

/**
 * Yen that came back on the proceeds for each further yen of points, after a change against before;
 * null where the points did not cost more than before. The points themselves are paid already.
 */
export function returnOf(change: NonNullable<PointsReturn['change']>): number | null {
  const { before, after } = change.sales
  const cost = after.pointsCost - before.pointsCost
  return cost > 0 ? (after.proceeds - before.proceeds) / cost : null
}
