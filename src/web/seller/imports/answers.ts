/** What the server answers about uploaded files. */

export type ImportState =
  | 'checking'
  | 'checked'
  | 'applying'
  | 'applied'
  | 'rolling_back'
  | 'rolled_back'
  | 'failed'

export interface ImportItem {
  readonly id: number
  readonly name: string
  readonly state: ImportState
  readonly rows: number
  readonly createdAt: string
}

export interface Import extends ImportItem {
  readonly whole: boolean
  readonly encoding: string
  /** Rows seen so far. */
  readonly done: number
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly skipped: number
  readonly refused: number
  readonly warnings: readonly { readonly warning: string; readonly rows: number }[]
  readonly errors: readonly {
    readonly line: number
    readonly column: string | null
    readonly message: string
  }[]
  readonly undone: { readonly restored: number; readonly kept: number } | null
  readonly kept: readonly { readonly sku: string; readonly message: string }[]
}

/** Whether the server is at work on it: it should be asked again. */
export const isMoving = (state: ImportState): boolean =>
  state === 'checking' || state === 'applying' || state === 'rolling_back'
