import type { Accepted } from '../../ledger/command.ts'
import { readTimeline } from '../../ledger/policies.ts'
import type { Timeline } from '../../rules/policy/timeline.ts'
import { policyAt } from '../../rules/policy/timeline.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import { lockSeller } from './account.ts'
import { recordSellerEvents } from './seller-history.ts'

export interface AgreementAsk {
  readonly seller: string
  readonly version: number
  /** The person who accepts, as the operator knows them. */
  readonly by: string
}

/**
 * Records that a seller accepted a version of the points service agreement §: the one in force, or
 * one that is announced. Consent is never taken back by accepting an older version.
 * Refusals, in order: `text_out_of_range`, `agreement_version_unknown`, `seller_not_found`.
 */
export const acceptAgreement = (
  engine: Engine,
  intent: Intent,
  ask: AgreementAsk,
): Promise<Refusal | Accepted<{ readonly version: number }>> =>
  once(engine, intent, 'seller.agreement_accepted', ask, async (work) => {
    const bad = badText({ by: [ask.by, LONGEST.name] })
    if (bad) return bad
    if (!offeredVersions(await readTimeline(work.sql), work.at).includes(ask.version)) {
      return refuse('agreement_version_unknown', { version: ask.version })
    }
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    await work.sql.query(
      `update seller set agreement_version = $2, agreed_by = $3,
          agreed_at = to_timestamp($4::float8 / 1000)
        where id = $1 and coalesce(agreement_version, 0) < $2`,
      [seller.id, ask.version, ask.by, work.at],
    )
    const { version, by } = ask
    const { id, reference } = seller
    await recordSellerEvents(work, [
      { seller: id, reference, what: 'agreement_accepted', facts: { version, acceptedBy: by } },
    ])
    return { version }
  })

const offeredVersions = (timeline: Timeline, at: Instant): readonly number[] => {
  const current = policyAt(timeline, at)
  return timeline
    .filter((policy) => policy.version >= current.version)
    .map((policy) => policy.terms.agreementVersion)
}
