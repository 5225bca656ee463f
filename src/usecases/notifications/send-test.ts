import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { queueNotifications, subscribersOf } from './queue.ts'
import { type NotificationType, type Owner, ownerKey } from './types.ts'

export interface TestAsk {
  readonly seller: number | null
  readonly type: NotificationType
  readonly destination: string
  readonly scenario: string
}

/**
 * Sends a notification to see whether it arrives; its payload only names the scenario.
 * Refusal: `subscription_not_found` when the type is not subscribed to this destination.
 */
export const sendTestNotification = (
  engine: Engine,
  intent: Intent,
  owner: Owner,
  ask: TestAsk,
): Promise<Refusal | Accepted<{ readonly sent: number }>> =>
  once(engine, intent, 'notification.tested', { owner, ask }, async ({ sql, at, now }) => {
    const { seller, type, destination, scenario } = ask
    const all = await subscribersOf(sql, [type], seller === null ? [] : [seller])
    const wanted = all.filter(
      (to) =>
        to.destination === destination &&
        to.application === ownerKey(owner) &&
        to.seller === seller,
    )
    if (wanted.length === 0) return refuse('subscription_not_found')
    const payload = { testScenario: scenario }
    const notifications = wanted.map((to) => ({ to, thread: 'test', payload, at }))
    return { sent: await queueNotifications(sql, notifications, now) }
  })
