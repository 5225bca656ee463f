import { useRef, useState } from 'react'
import { api } from '../../../kit/api.ts'
import { useOwnPath } from '../../common/own-path.ts'
import type { BulkAsk, BulkSum } from './answers.ts'

interface Part extends BulkSum {
  readonly next: string | null
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

/** A look at what a change would do, a part with each request. */
export interface Preview {
  readonly state: 'idle' | 'running' | 'stopped' | 'done'
  readonly sum: BulkSum
  readonly error: unknown
  /** Begins, or goes on where it was cut off. */
  readonly go: () => void
  /** Lets the part under way end, and begins no other. */
  readonly stop: () => void
}

export function usePreview(ask: BulkAsk): Preview {
  const path = useOwnPath()('listing-changes/preview')
  const [state, setState] = useState<Preview['state']>('idle')
  const [sum, setSum] = useState(NOTHING)
  const [error, setError] = useState<unknown>(null)
  const at = useRef({ after: '', sum: NOTHING, isStopped: false })

  const go = async () => {
    at.current.isStopped = false
    setError(null)
    setState('running')
    try {
      for (;;) {
        const here = at.current
        const body = { ...ask, ...(here.after === '' ? {} : { after: here.after }) }
        const part = await api<Part>(path, { method: 'POST', body, key: crypto.randomUUID() })
        here.sum = added(here.sum, part)
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
