import { createContext, type ReactNode, useContext } from 'react'
import { useSeller } from '../../../console/only-for.tsx'
import { useDraft } from '../../../kit/draft.ts'
import { type Programme, useProgramme } from '../../common/use-programme.ts'
import type { Listing } from '../answers.ts'
import { begin, type Read, read, type Typed } from './typed.ts'

type Drafts = Readonly<Record<string, Typed>>

interface Edits {
  readonly drafts: Drafts
  readonly set: (drafts: Drafts) => void
  readonly programme: Programme | undefined
}

const NONE: Drafts = {}
const Context = createContext<Edits | null>(null)

/**
 * What is being typed into offers of a list, kept over a reload, a page turned or a lost session.
 */
export function Edits({ children }: { readonly children: ReactNode }) {
  const [drafts, set] = useDraft<Drafts>(`inventory ${useSeller()}`, NONE)
  return <Context value={{ drafts, set, programme: useProgramme() }}>{children}</Context>
}

export interface Edit {
  readonly typed: Typed
  readonly read: Read
  readonly type: (change: Partial<Typed>) => void
  readonly stop: () => void
}

export interface Row {
  /** Undefined while nobody types here. */
  readonly edit: Edit | undefined
  readonly start: () => void
  readonly programme: Programme | undefined
}

function useEdits(): Edits {
  const edits = useContext(Context)
  if (!edits) throw new TypeError('outside of the inventory')
  return edits
}

/** The editing of one offer; every cell of its row sees the same. */
export function useRow(listing: Listing): Row {
  const { drafts, set, programme } = useEdits()
  const { sku } = listing
  const typed = Object.hasOwn(drafts, sku) ? drafts[sku] : undefined
  const start = () => set({ ...drafts, [sku]: begin(listing) })
  if (!typed || !programme) return { edit: undefined, start, programme }
  const stop = () => {
    const { [sku]: _, ...others } = drafts
    set(Object.keys(others).length === 0 ? NONE : others)
  }
  const type = (change: Partial<Typed>) => set({ ...drafts, [sku]: { ...typed, ...change } })
  return { edit: { typed, read: read(typed, listing, programme), type, stop }, start, programme }
}

/** How many offers have something typed that is not saved. */
export const useUnsaved = (): number => Object.keys(useEdits().drafts).length
