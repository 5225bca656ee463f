import { Problem } from '../../database/problems.ts'
import { needsSeller, TRIGGERS, trigger } from '../../usecases/notifications/triggers/trigger.ts'
import { isNotificationType } from '../../usecases/notifications/types.ts'
import { Refused } from '../failures.ts'
import { withEngine } from '../session.ts'
import type { Terminal } from '../terminal.ts'

export interface TriggerOptions {
  readonly seller?: string
  readonly sku?: string
}

const TEXT = {
  did: { en: 'Done, to', ja: '実行しました:' },
  follows: { en: 'a notification follows:', ja: '続いて届く通知:' },
}

/** `trigger TYPE [--seller REFERENCE]`: makes something happen that is notified of. */
export const triggerOne = (
  terminal: Terminal,
  type: string,
  { seller, sku }: TriggerOptions,
): Promise<void> =>
  withEngine(terminal, async ({ engine, mode }) => {
    if (!isNotificationType(type)) {
      throw new Problem('usage-invalid', `"${type}" is none of ${TRIGGERS.join(', ')}`)
    }
    if (seller === undefined && needsSeller(type)) {
      throw new Problem('usage-invalid', `${type} is about a seller; name one with --seller`)
    }
    if (mode === 'production') throw new Problem('usage-invalid', 'trigger is for sandboxes only')
    const done = await trigger(engine, {
      type,
      ...(seller === undefined ? {} : { seller }),
      ...(sku === undefined ? {} : { sku }),
    })
    if (done.refused !== undefined) throw new Refused(done)
    const { language } = terminal
    terminal.print(
      { type, ...done },
      () => `${TEXT.did[language]} ${done.to}: ${done.did}; ${TEXT.follows[language]} ${type}`,
    )
  })
