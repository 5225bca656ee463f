import type { PointsAsk } from '../../../../rules/index.ts'
import type { BulkChange } from './ask.ts'

/** What became of the listings so far, or would. */
export interface BulkSum {
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly warned: number
  readonly named: {
    readonly refused: readonly { readonly sku: string; readonly message: string }[]
    readonly warned: readonly {
      readonly sku: string
      readonly warnings: readonly { readonly message: string }[]
    }[]
  }
}

export interface BulkAsk {
  readonly filter: Readonly<Record<string, unknown>>
  readonly change: BulkChange
}

export type BulkState =
  | ('applying' | 'applied' | 'stopping' | 'stopped')
  | ('rolling_back' | 'rolled_back' | 'failed')

/** A change over a filter that was started, as the server answers it. */
export interface StartedChange extends BulkSum {
  readonly id: number
  readonly state: BulkState
  readonly by: string
  readonly filter: Readonly<Record<string, unknown>>
  /** Programs may ask for more than the console does. */
  readonly change: {
    readonly price?: { readonly to?: number; readonly by?: number; readonly byBps?: number }
    readonly shipping?: number
    readonly points?: PointsAsk
    readonly stock?: number | null
    readonly status?: 'active' | 'inactive'
  }
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly total: number
  readonly done: number
  readonly undone: { readonly restored: number; readonly kept: number } | null
  readonly kept: readonly { readonly sku: string; readonly message: string }[]
}

/** Whether the server is at work on it: it should be asked again. */
export const isUnderway = ({ state }: Pick<StartedChange, 'state'>): boolean =>
  state === 'applying' || state === 'stopping' || state === 'rolling_back'
