import { useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'

const DAY = 86_400_000

/**
 * The last so many days by the programme's clock, not the browser's; undefined until it is known.
 */
export function useLastDays(count: number): { from: string; to: string } | undefined {
  const { data } = useQuery({
    queryKey: ['time'],
    queryFn: () => api<{ now: string }>('/v1/time'),
  })
  if (!data) return undefined
  const to = data.now.slice(0, 10)
  const first = new Date(Date.parse(`${to}T00:00:00Z`) - (count - 1) * DAY)
  return { from: first.toISOString().slice(0, 10), to }
}
