import type { ACCOUNTS } from '../../kit/ledger-words.ts'

/** A posting of `GET /v1/ledger/postings`. */
export interface Posting {
  readonly id: string
  readonly entry: string
  readonly at: string
  readonly recordedAt: string
  readonly debit: keyof typeof ACCOUNTS
  readonly credit: keyof typeof ACCOUNTS
  readonly unit: 'JPY' | 'PT'
  readonly amount: number
  readonly kind: string
  readonly policyVersion: number
  readonly buyer: string | null
  readonly seller: string | null
  readonly order: string | null
  readonly line: number | null
  readonly command: string
  readonly caller: string
  readonly callerName: string | null
  readonly key: string
}

/** `GET /v1/ledger/entries/{entry}`. */
export interface Entry {
  readonly id: string
  readonly buyer: string | null
  readonly seller: string | null
  readonly command: string
  readonly caller: string
  readonly callerName: string | null
  readonly key: string
  readonly order: string | null
  readonly at: string
  readonly recordedAt: string
  readonly outcome: object
  readonly fingerprint: string
  readonly before: string
  readonly digest: string
  readonly intact: boolean
  readonly next: string | null
  readonly previous: string | null
  readonly postings: readonly Posting[]
}

/** A run of `GET /v1/runs`. */
export interface Run {
  readonly id: number
  readonly kind: 'verification' | 'settlement'
  readonly state: 'running' | 'done' | 'cut'
  readonly askedBy: string
  readonly askedByName: string | null
  readonly startedAt: string
  readonly progress: Readonly<Record<string, number>> | null
  readonly finishedAt: string | null
  readonly result: Readonly<Record<string, unknown>> | null
}
