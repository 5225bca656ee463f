import { useRef, useState } from 'react'
import { api } from '../../../kit/api.ts'
import { useOwnPath } from '../../common/own-path.ts'
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

interface Part extends BulkSum {
  readonly next: string | null
}

export interface BulkAsk {
  readonly filter: Readonly<Record<string, unknown>>
  readonly change: BulkChange
}

const NOTHING: BulkSum = {
  ...{ changed: 0, unchanged: 0, refused: 0, warned: 0 },
  named: { refused: [], warned: [] },
}
const NAMED_MAX = 20

const added = (a: BulkSum, b: BulkSum): BulkSum => ({
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  refused: a.refused + b.refused,
  warned: a.warned + b.warned,
  named: {
    refused: [...a.named.refused, ...b.named.refused].slice(0, NAMED_MAX),
    warned: [...a.named.warned, ...b.named.warned].slice(0, NAMED_MAX),
  },
})

export const doneOf = ({ changed, unchanged, refused }: BulkSum): number =>
  changed + unchanged + refused

/** A run over many listings, a part with each request. */
export interface BulkRun {
  readonly state: 'idle' | 'running' | 'stopped' | 'done'
  readonly sum: BulkSum
  readonly error: unknown
  /** Begins, or goes on where it was cut off: no listing is changed twice. */
  readonly go: () => void
  /** Lets the part under way end, and begins no other. */
  readonly stop: () => void
}

/**
 * Walks over everything that fits. Each part has a key of its own which it keeps when it is asked
 * again, so a lost answer changes no price twice.
 */
export function useBulk(ask: BulkAsk | undefined, kind: 'preview' | 'change'): BulkRun {
  const path = useOwnPath()('listing-changes')
  const [state, setState] = useState<BulkRun['state']>('idle')
  const [sum, setSum] = useState(NOTHING)
  const [error, setError] = useState<unknown>(null)
  const at = useRef({ after: '', key: '', sum: NOTHING, isStopped: false })

  const go = async () => {
    if (!ask) return
    at.current.isStopped = false
    setError(null)
    setState('running')
    try {
      for (;;) {
        const here = at.current
        here.key ||= crypto.randomUUID()
        const body = { ...ask, ...(here.after === '' ? {} : { after: here.after }) }
        const part = await api<Part>(kind === 'preview' ? `${path}/preview` : path, {
          ...{ method: 'POST', body, key: here.key },
        })
        here.sum = added(here.sum, part)
        here.key = ''
        here.after = part.next ?? ''
        setSum(here.sum)
        if (part.next === null) return setState('done')
        if (here.isStopped) return setState('stopped')
      }
    } catch (problem) {
      setError(problem)
      setState('stopped')
    }
  }
  const stop = () => {
    at.current.isStopped = true
  }
  return { state, sum, error, go: () => void go(), stop }
}
