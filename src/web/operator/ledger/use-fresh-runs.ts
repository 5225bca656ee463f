import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Pages } from '../../console/use-pages.ts'
import type { Run } from './answers.ts'

const EVERY_MS = 700

/**
 * While one of the runs is under way, or has been asked for and not been answered yet, looks again
 * how far it is; then what it has changed.
 */
export function useFreshRuns({ items }: Pages<Run>, isAsked = false): void {
  const client = useQueryClient()
  const isRunning = isAsked || (items?.some(({ state }) => state === 'running') ?? false)
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(
      () => void client.invalidateQueries({ queryKey: ['/v1/runs'] }),
      EVERY_MS,
    )
    return () => {
      clearInterval(timer)
      for (const path of ['/v1/ledger/proof', '/v1/settlements']) {
        void client.invalidateQueries({ queryKey: [path] })
      }
    }
  }, [isRunning, client])
}
