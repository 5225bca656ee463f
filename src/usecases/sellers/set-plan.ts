import type { Accepted } from '../../ledger/command.ts'
import type { Plan } from '../../rules/policy/policy.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { unknownWord } from '../text.ts'
import { lockSeller } from './account.ts'
import { PLANS } from './register.ts'
import { recordSellerEvents } from './seller-history.ts'

/** Moves a seller to another selling plan. Refusals: `value_unknown`, `seller_not_found`. */
export const setPlan = (
  engine: Engine,
  intent: Intent,
  ask: { readonly seller: string; readonly plan: Plan },
): Promise<Refusal | Accepted<{ readonly plan: Plan; readonly before: Plan }>> =>
  once(engine, intent, 'seller.plan_changed', ask, async (work) => {
    const { plan } = ask
    const no = unknownWord('plan', plan, PLANS)
    if (no) return no
    const seller = await lockSeller(work, ask.seller)
    if (!seller) return refuse('seller_not_found')
    const before = seller.facts.plan
    if (before === plan) return { plan, before }
    await work.sql.query('update seller set plan = $2 where id = $1', [seller.id, plan])
    const { id, reference } = seller
    await recordSellerEvents(work, [
      { seller: id, reference, what: 'plan_changed', facts: { plan, before } },
    ])
    return { plan, before }
  })
