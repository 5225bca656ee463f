import { type Filter, readFilter } from './filter-expression.ts'
import type { Notification } from './queue.ts'

/** Those of some notifications that their subscriptions' expressions want. */
export function wanted(notifications: readonly Notification[]): readonly Notification[] {
  const read = new Map<string, Filter>()
  return notifications.filter(({ to, payload }) => {
    const expression = to.directive?.filterExpression
    if (expression === undefined) return true
    const filter = read.get(expression) ?? readFilter(expression) ?? (() => false)
    read.set(expression, filter)
    return filter(payload)
  })
}
