import type { Accepted } from '../../ledger/command.ts'
import type { Standing } from '../../rules/offers/offer.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST, unknownWord } from '../text.ts'
import { lockSeller } from './account.ts'
import { recordSellerEvents } from './seller-history.ts'

export const STANDINGS = ['good', 'at_risk', 'suspended'] as const satisfies readonly Standing[]

export interface StandingAsk {
  readonly seller: string
  readonly standing: Standing
  readonly reason: string
}

/**
 * Sets an account's standing: only one in good standing offers points and is featured §, and a
 * suspended one sells nothing. Refusals: `value_unknown`, `text_out_of_range`, `seller_not_found`.
 */
export const setStanding = (
  engine: Engine,
  intent: Intent,
  ask: StandingAsk,
): Promise<Refusal | Accepted<{ readonly standing: Standing; readonly before: Standing }>> =>
  once(engine, intent, 'seller.standing_changed', ask, async (work) => {
    const { standing, reason } = ask
    const no =
      unknownWord('standing', standing, STANDINGS) ?? badText({ reason: [reason, LONGEST.title] })
    if (no) return no
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const before = seller.facts.standing
    if (before === standing) return { standing, before }
    await work.sql.query('update seller set standing = $2 where id = $1', [seller.id, standing])
    const { id, reference } = seller
    await recordSellerEvents(work, [
      { seller: id, reference, what: 'standing_changed', facts: { standing, before, reason } },
    ])
    return { standing, before }
  })
