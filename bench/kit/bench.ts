import type { Reference } from './reference.ts'
import type { Server } from './server.ts'

/** What a row gets to measure with. */
export interface Bench {
  readonly server: Server
  readonly reference: Reference
  /** A short run: fewer rounds, smaller data. Its figures are hints. */
  readonly quick: boolean
  readonly rounds: number
  /** Length of one measurement. */
  readonly seconds: number
  /** Tells the user what is going on. */
  readonly say: (what: string) => void
}

/** One line of the table. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What it is compared with, measured in the same run; its ratio is value ÷ reference. */
  readonly reference?: { readonly name: string; readonly value: number }
  readonly ratio?: number
  /** The ratio by our own TPC-B client, where pgbench gave the other one. */
  readonly ownRatio?: number
  /** Of the ratio where there is one, else of the value. */
  readonly floor?: number
  readonly goal?: number
  readonly better: 'more' | 'less'
  /** Milliseconds. */
  readonly p50?: number
  readonly p99?: number
  readonly note?: string
}

export interface Row {
  readonly name: string
  readonly title: string
  readonly measure: (bench: Bench) => Promise<readonly Figure[]>
}
