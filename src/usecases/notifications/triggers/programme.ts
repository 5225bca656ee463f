import { newKey } from '../../../ids/ids.ts'
import { readTimeline } from '../../../ledger/policies.ts'
import type { BuyerId } from '../../../rules/ids.ts'
import { policyAt } from '../../../rules/policy/timeline.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import { addMonths, after, DAY, later } from '../../../rules/time/instant.ts'
import type { Engine } from '../../engine.ts'
import { registerBuyers } from '../../parties/register-buyer.ts'
import { grantPoints } from '../../points/grant.ts'
import { ripenBook } from '../../points/ripen.ts'
import { announcePolicy } from '../../policy/announce.ts'
import { type Doing, fresh, outcome } from './doing.ts'

/** Announces that from tomorrow on buyers are reminded of points that lapse a day earlier or later. */
export async function announceChange(engine: Engine): Doing {
  const last = (await readTimeline(engine.pool)).at(-1)
  if (!last) throw new Error('a programme has a first policy')
  const { remindDays } = last.terms.expiry
  const announced = await announcePolicy(engine, fresh(), {
    name: 'trigger',
    effectiveFrom: after(later(engine.clock.now(), last.effectiveFrom), DAY),
    terms: { expiry: { remindDays: remindDays > 1 ? remindDays - 1 : remindDays + 1 } },
  })
  if (isRefusal(announced)) return announced
  return outcome(announced, String(announced.outcome.version), 'policy_announced')
}

/** What somebody is given who does nothing with it. */
const GIFT = 100

/** Gives a new buyer points so long ago that they are about to lapse, and lets time pass in its book. */
export async function letPointsExpire(engine: Engine): Doing {
  const now = engine.clock.now()
  const { expiry } = policyAt(await readTimeline(engine.pool), now).terms
  const given = after(addMonths(now, -expiry.months), Math.ceil((expiry.remindDays * DAY) / 2))
  const buyer = `trigger-${newKey()}`
  await registerBuyers(engine, [{ reference: buyer }])
  const ask = { buyer, points: GIFT, reason: 'trigger' }
  const gift = await grantPoints(engine, { ...fresh(), at: given }, ask)
  if (isRefusal(gift)) return gift
  const book = (await engine.directory.buyer(buyer)) as BuyerId
  return outcome(await ripenBook(engine, book, now), buyer, 'points_about_to_lapse')
}
