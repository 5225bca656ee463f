import { fingerprintOf } from '../../ledger/journal.ts'
import { points } from '../../rules/money/amount.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { after, type Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { placeOrder } from '../orders/place.ts'
import { refundOrder } from '../orders/refund.ts'
import { resolveCart } from '../orders/resolve-lines.ts'
import { deliverOrder, shipOrder } from '../orders/ship.ts'
import { grantPoints } from '../points/grant.ts'
import type { Step, Story } from './stories.ts'

/** A use case said no to the seed: they disagree, which is a bug of the seed. */
export class SeedStopped extends Error {}

/** The answer, which was not to be a refusal. */
export async function accepted<Answer extends object>(
  answer: Promise<Refusal | Answer>,
): Promise<Exclude<Answer, Refusal>> {
  const given = await answer
  if (!isRefusal(given)) return given as Exclude<Answer, Refusal>
  throw new SeedStopped(`the seed was refused: ${JSON.stringify(given)}`)
}

/** Something that happens to one buyer. */
export interface SeedEvent {
  readonly at: Instant
  readonly buyer: string
  perform(engine: Engine): Promise<void>
}

/** The same key on every run, and the same content: what has been done is not done again. */
const intentOf = (key: string, at: Instant, content: object): Intent => ({
  caller: 'seed',
  key,
  askedAt: at,
  fingerprint: fingerprintOf(content),
})

/** Points of a campaign. */
export const grantEvent = (buyer: string, amount: number, at: Instant): SeedEvent => ({
  ...{ at, buyer },
  async perform(engine) {
    const ask = { buyer, points: amount, reason: '新規会員キャンペーン' }
    await accepted(grantPoints(engine, intentOf(`grant:${buyer}:${amount}`, at, ask), ask))
  },
})

/** The events of a story, those that lie before the sandbox's today. */
export function eventsOf(story: Story, today: Instant): SeedEvent[] {
  const { buyer } = story
  const placed = after(today, story.at)
  const steps = story.steps.map((step, index): SeedEvent => {
    const at = after(placed, step.after)
    return { at, buyer, perform: (engine) => performStep(engine, story, step, index, at) }
  })
  const place: SeedEvent = {
    at: placed,
    buyer,
    perform: (engine) => performPlace(engine, story, placed),
  }
  return [place, ...steps].filter(({ at }) => at < today)
}

async function performPlace(engine: Engine, story: Story, at: Instant): Promise<void> {
  const { reference, buyer, lines, redeem, payment } = story
  const resolved = await accepted(resolveCart(engine, lines))
  const ask = {
    ...{ buyer, reference, payment, lines: resolved.lines, stock: resolved.stock },
    redeem: redeem === 'max' ? redeem : points(redeem),
  }
  await accepted(placeOrder(engine, intentOf(`${reference}:place`, at, story), ask))
}

async function performStep(
  engine: Engine,
  { reference: order }: Story,
  step: Step,
  index: number,
  at: Instant,
): Promise<void> {
  const intent = intentOf(`${order}:${index}`, at, step)
  switch (step.what) {
    case 'ship': {
      const units =
        step.units === 'all'
          ? step.units
          : step.units.map(([line, quantity]) => ({ line, quantity }))
      const tracking = `4900-${order.slice(-7)}-${index}`
      await accepted(shipOrder(engine, intent, { order, units, carrier: 'ヤマネコ便', tracking }))
      return
    }
    case 'deliver':
      await accepted(deliverOrder(engine, intent, { order, lines: 'all' }))
      return
    case 'cancel':
      await accepted(cancelOrder(engine, intent, { order, units: 'all' }))
      return
    case 'refund': {
      const { cause, reason } = step
      await accepted(refundOrder(engine, intent, { order, lines: step.lines, cause, reason }))
      return
    }
    default:
      step satisfies never
  }
}
