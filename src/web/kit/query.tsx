import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isAway } from './api.ts'

/**
 * Answers are kept while a page is open and asked again in the background. What the server
 * refused is not asked again; what got lost on the way is, three times.
 */
export const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      networkMode: 'always',
      retry: (failures, error) => isAway(error) && failures < 3,
    },
    mutations: { networkMode: 'always' },
  },
})

export const Queries = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
)
