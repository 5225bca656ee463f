import type { PoolClient } from '../../database/connect.ts'
import { CLOSING_LOCK } from '../../ledger/batch/load.ts'
import type { Accepted } from '../../ledger/command.ts'
import { readTimeline, writePolicy } from '../../ledger/policies.ts'
import type { Message, Policy, Terms } from '../../rules/policy/policy.ts'
import { PRESETS, type PresetName } from '../../rules/policy/presets.ts'
import { decideTerms, type TermsChange } from '../../rules/policy/terms.ts'
import { announce, type Timeline } from '../../rules/policy/timeline.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import { formatUtc, type Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { announceEffects } from '../outbox.ts'
import { badLines, badText, LONGEST, unknownWord } from '../text.ts'
import { changesBetween } from './changes.ts'

/** Notified when a version has been announced. */
export const POLICY_CHANNEL = 'tamaru_policy'

/** The terms asked for: a preset, else the newest announced version, with some fields changed. */
export interface TermsAsk {
  readonly preset?: PresetName
  /** Only the fields that change; see `decideTerms`. */
  readonly terms?: TermsChange
}

export interface PolicyAsk extends TermsAsk {
  readonly name: string
  readonly nameEn?: string
  /** Said to sellers and service providers with the announcement; lines may be broken. */
  readonly message?: Message
  /** Not before now. */
  readonly effectiveFrom: Instant
}

/**
 * Announces a new version of the programme's rules. Orders placed before keep theirs; everything
 * decided from `effectiveFrom` on uses the new one. Sellers and service providers are told now,
 * and again when it takes effect.
 *
 * Refusals: `text_out_of_range`, `value_unknown`, those of `decideTerms`, `policy_unchanged`,
 * `policy_in_the_past`, `policy_before_announced`.
 */
export const announcePolicy = (
  engine: Engine,
  intent: Intent,
  ask: PolicyAsk,
): Promise<Refusal | Accepted<Policy>> =>
  once(engine, intent, 'policy.announced', ask, async ({ sql }) => {
    // No batch is under way now, and the next one sees the new version: nothing is ever decided
    // at a moment for which a newer version than the one used had been announced.
    await sql.query(`select pg_advisory_xact_lock(${CLOSING_LOCK})`)
    const timeline = await readTimeline(sql)
    const now = engine.clock.now()
    const decision = decideAnnouncement(timeline, ask, now)
    if (isRefusal(decision)) return decision
    const { policy } = decision
    if (policy.version === 2) await writeFirst(sql, timeline[0])
    await writePolicy(sql, policy)
    await sql.query('insert into policy_outlook (version) values ($1)', [policy.version])
    await announceEffects(sql, [announcement(decision.timeline, policy)], now, now)
    await sql.query(`select pg_notify('${POLICY_CHANNEL}', '')`)
    return policy
  })

function decideAnnouncement(timeline: Timeline, ask: PolicyAsk, now: Instant) {
  const { name, nameEn, message, effectiveFrom } = ask
  const bad =
    badText({ name: [name, LONGEST.name], nameEn: [nameEn, LONGEST.name] }) ??
    badLines({
      'message.ja': [message?.ja, LONGEST.message],
      'message.en': [message?.en, LONGEST.message],
    })
  if (bad) return bad
  const terms = askedTerms(timeline, ask)
  if (isRefusal(terms)) return terms
  return announce(timeline, { ...wordsOf(ask), effectiveFrom, terms }, now)
}

/** The terms that a change would announce. Refusals: see `announcePolicy`. */
export function askedTerms(timeline: Timeline, { preset, terms = {} }: TermsAsk): Refusal | Terms {
  const last = timeline[timeline.length - 1] as Policy
  const unknown = preset && unknownWord('preset', preset, Object.keys(PRESETS))
  if (unknown) return unknown
  const asked = decideTerms(preset === undefined ? last.terms : PRESETS[preset], terms)
  if (isRefusal(asked) || changesBetween(last.terms, asked).length > 0) return asked
  return refuse('policy_unchanged', { version: last.version })
}

/** A marketplace that never chose a first version lives under the default: now it is written. */
async function writeFirst(sql: PoolClient, first: Policy): Promise<void> {
  const { rowCount } = await sql.query('select from policy limit 1')
  if (rowCount === 0) await writePolicy(sql, first)
}

/** What a version is called and what is said of it, as far as anything is. */
export const wordsOf = ({
  name,
  nameEn,
  message,
}: Pick<Policy, 'name' | 'nameEn' | 'message'>) => ({
  name,
  ...(nameEn === undefined ? {} : { nameEn }),
  ...(message === undefined ? {} : { message }),
})

function announcement(timeline: Timeline, policy: Policy) {
  const { version, effectiveFrom, terms } = policy
  const before = timeline[version - 2] as Policy
  const changed = changesBetween(before.terms, terms).map(({ field }) => field)
  const payload = { version, ...wordsOf(policy), effectiveFrom: formatUtc(effectiveFrom), changed }
  return { topic: 'policy.announced', payload }
}
