import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import type { Quote } from '../answers.ts'
import { asAsk, type CartLine } from '../cart/cart.ts'

/** What lines would cost and earn if they were ordered now, by the server's own decision. */
export function useQuote(
  lines: readonly CartLine[],
  redeem: number | 'max',
  buyer: string | undefined,
) {
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['quote', lines, redeem, buyer],
    queryFn: ({ signal }) =>
      api<Quote>('/v1/quotes', {
        method: 'POST',
        body: { lines: lines.map(asAsk), redeem, ...(buyer === undefined ? {} : { buyer }) },
        signal,
      }),
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
  })
  return { data, error, refetch: () => void refetch(), isOld: isPlaceholderData }
}
