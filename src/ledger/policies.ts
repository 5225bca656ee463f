import type { Sql } from '../database/connect.ts'
import type { Message, Policy, Terms } from '../rules/policy/policy.ts'
import { PRESETS } from '../rules/policy/presets.ts'
import type { Timeline } from '../rules/policy/timeline.ts'
import type { Instant } from '../rules/time/instant.ts'

interface PolicyRow {
  readonly version: number
  readonly name: string
  readonly name_en: string | null
  readonly message: Message | null
  readonly announced_at: Instant
  readonly effective_from: Instant
  readonly terms: Terms
}

/** What governs a marketplace that has announced nothing: the default preset from the beginning. */
const BEGINNING: Policy = {
  version: 1,
  name: 'seed-2020',
  announcedAt: 0 as Instant,
  effectiveFrom: 0 as Instant,
  terms: PRESETS['seed-2020'],
}

/** Every policy version, in order of effect. */
export async function readTimeline(sql: Sql): Promise<Timeline> {
  const { rows } = await sql.query<PolicyRow>('select * from policy order by version')
  const [first, ...rest] = rows.map(
    (row): Policy => ({
      version: row.version,
      name: row.name,
      ...(row.name_en === null ? {} : { nameEn: row.name_en }),
      ...(row.message === null ? {} : { message: row.message }),
      announcedAt: row.announced_at,
      effectiveFrom: row.effective_from,
      terms: row.terms,
    }),
  )
  return first ? [first, ...rest] : [BEGINNING]
}

/** Writes a version. The caller has checked it against the timeline under the announcing lock. */
export async function writePolicy(sql: Sql, policy: Policy): Promise<void> {
  await sql.query(
    `insert into policy (version, name, announced_at, effective_from, terms, name_en, message)
      values ($1, $2, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000), $5, $6, $7)`,
    [
      ...[policy.version, policy.name, policy.announcedAt, policy.effectiveFrom, policy.terms],
      ...[policy.nameEn ?? null, policy.message ?? null],
    ],
  )
}

/**
 * Reads the timeline again only when a newer version exists: versions are immutable, so what was
 * read once stays true.
 */
export function timelineReader(): (sql: Sql, newest: number | null) => Promise<Timeline> {
  let known: { readonly newest: number | null; readonly timeline: Timeline } | undefined
  return async (sql, newest) => {
    if (known?.newest !== newest) known = { newest, timeline: await readTimeline(sql) }
    return known.timeline
  }
}
