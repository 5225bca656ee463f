import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import type { ReactNode } from 'react'
import { useText } from '../kit/language.ts'
import { shared } from '../kit/shared.ts'

/** A message above the page. Its parts may speak the reader's language by being components. */
export interface Flash {
  readonly type: 'success' | 'info' | 'warning' | 'error'
  readonly header?: ReactNode
  readonly content: ReactNode
  /** A button, such as one that undoes what was done. */
  readonly action?: ReactNode
  /** A message of the same name takes the place of the one before. */
  readonly name?: string
}

const flashes = shared<readonly (Flash & { readonly id: string; readonly isOld: boolean })[]>([])
const FLASHES_MAX = 5
let count = 0

/** Says something above this page and the next one, until it is dismissed. */
export function say(flash: Flash): void {
  count += 1
  const id = flash.name ?? `flash-${count}`
  const others = flashes.get().filter((other) => other.id !== id)
  flashes.set([{ ...flash, id, isOld: false }, ...others].slice(0, FLASHES_MAX))
}

export const unsay = (name: string): void =>
  flashes.set(flashes.get().filter(({ id }) => id !== name))

/** When another page comes: what was said before the last one goes. */
export function turnPage(): void {
  const young = flashes.get().filter(({ isOld }) => !isOld)
  flashes.set(young.map((flash) => ({ ...flash, isOld: true })))
}

const SENTENCES = { dismiss: { ja: 'メッセージを閉じる', en: 'Dismiss the message' } } as const

/** Where the messages come up; once in a console. */
export function Flashes() {
  const t = useText(SENTENCES)
  const items = flashes.use().map(
    ({ id, type, header, content, action }): FlashbarProps.MessageDefinition => ({
      ...{ id, type, header, content, action, dismissible: true },
      dismissLabel: t('dismiss'),
      ariaRole: type === 'error' || type === 'warning' ? 'alert' : 'status',
      onDismiss: () => unsay(id),
    }),
  )
  return <Flashbar items={items} />
}
