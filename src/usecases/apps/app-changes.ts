import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { changeOf, type HistoryRow, type ListingChange } from '../listings/history.ts'

/** Where a list stands: the bunch of changes that a page ended in, and the place within it. */
export interface AppChangePlace {
  readonly id: number
  readonly n: number
}

/** A change that an app made of a listing. */
export interface AppChange extends ListingChange {
  readonly sku: string
  readonly appName: string
  /** The listing's version by now, and whether its points are reset now, by which app. */
  readonly versionNow: number
  readonly resetNow: { readonly at: Instant; readonly by: string } | null
}

export interface AppChangesAsk {
  readonly seller: string
  /** A service provider's reference, or the id of a key's own app; all of them when absent. */
  readonly app?: string
  /** Only those that reset points. */
  readonly resets?: boolean
  readonly after?: AppChangePlace
  readonly limit: number
}

interface Row extends HistoryRow {
  readonly sku: string
  readonly app_name: string | null
  readonly version_now: number
  readonly points_reset_at: Instant | null
  readonly points_reset_by: string | null
  readonly bunch: number
  readonly n: number
}

/** Changes of listings that one call looks at: rare resets end in short pages, not in long waits. */
const LOOKED_AT_MAX = 2_000

/**
 * What a seller's apps changed of its listings, newest first, each with what was there before.
 * Refusal: `seller_not_found`.
 */
export async function listAppChanges(
  { pool, directory }: Engine,
  { seller: reference, app, resets = false, after, limit }: AppChangesAsk,
): Promise<
  Refusal | { readonly changes: readonly AppChange[]; readonly next: AppChangePlace | null }
> {
  const seller = await directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  const looks = resets ? LOOKED_AT_MAX : limit + 1
  const { rows } = await pool.query<Row>({
    name: 'list-app-changes',
    // One bunch more than changes: of the one that a page ended in, nothing may be left.
    text: `select h.*, l.sku, l.version as version_now, l.points_reset_at, l.points_reset_by,
        c.id as bunch, c.n, coalesce(
          (select p.name from service_provider p where p.reference = c.changed_by),
          (select t.name from access_token t where 'app:' || t.id = c.changed_by)) as app_name
      from (
        select b.id, b.changed_by, w.* from (
            select * from app_change
            where seller_id = $1 and ($2::text is null or changed_by = $2) and id <= $3
            order by id desc limit $5 + 1) b
          cross join lateral (
            select * from unnest(b.listings, b.versions) with ordinality as w (listing, version, n)
            where b.id < $3 or w.n > $4 order by w.n limit $5) w
        order by b.id desc, w.n limit $5) c
      join listing_history h on h.listing_id = c.listing and h.version = c.version
      join listing l on l.id = c.listing
      order by c.id desc, c.n`,
    values: [
      ...[seller, app ?? null],
      ...[after?.id ?? Number.MAX_SAFE_INTEGER, after?.n ?? 0, looks],
    ],
  })
  const fitting = resets ? rows.filter(({ reason }) => reason === 'points_reset') : rows
  const shown = fitting.slice(0, limit)
  const last = fitting.length > limit ? shown.at(-1) : rows.at(-1)
  const more = fitting.length > limit || rows.length === looks
  return {
    changes: shown.map(appChangeOf),
    next: more && last ? { id: last.bunch, n: last.n } : null,
  }
}

const appChangeOf = (row: Row): AppChange => ({
  ...changeOf(row),
  sku: row.sku,
  appName: row.app_name ?? row.changed_by,
  versionNow: row.version_now,
  resetNow:
    row.points_reset_at === null || row.points_reset_by === null
      ? null
      : { at: row.points_reset_at, by: row.points_reset_by },
})
