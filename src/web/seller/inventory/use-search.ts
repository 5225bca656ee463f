import { useSearchParams } from 'wouter'

/** What an inventory can be filtered by, as the address has it: a filter can be kept and sent. */
export const FILTERS = [
  'query',
  'status',
  'points',
  'pointsReset',
  'stockAtMost',
  'condition',
  'priceFrom',
  'priceTo',
] as const

export type FilterName = (typeof FILTERS)[number]
export type Filter = Readonly<Partial<Record<FilterName, string>>>

export interface Search {
  readonly filter: Filter
  readonly sort: 'sku' | 'price'
  readonly descending: boolean
}

export interface SearchState extends Search {
  readonly change: (next: Partial<Search>) => void
}

/** The filter and the order of the inventory, in the address of the page. */
export function useInventorySearch(): SearchState {
  const [query, setQuery] = useSearchParams()
  const search: Search = {
    filter: Object.fromEntries(
      FILTERS.flatMap((name) => {
        const text = query.get(name)
        return text ? [[name, text]] : []
      }),
    ),
    sort: query.get('sort') === 'price' ? 'price' : 'sku',
    descending: query.get('order') === 'descending',
  }
  const change = (next: Partial<Search>) => {
    const { filter, sort, descending } = { ...search, ...next }
    setQuery(
      {
        ...(filter as Record<string, string>),
        ...(sort === 'sku' ? {} : { sort }),
        ...(descending ? { order: 'descending' } : {}),
      },
      { replace: true },
    )
  }
  return { ...search, change }
}

/** The search as the API's query takes it. */
export const queryOf = ({ filter, sort, descending }: Search): Record<string, string> => ({
  ...(filter as Record<string, string>),
  ...(sort === 'sku' ? {} : { sort }),
  ...(descending ? { order: 'descending' } : {}),
})

/** The filter as a body of the API takes it, where numbers are numbers. */
export function bodyOf(filter: Filter): Record<string, unknown> {
  const { pointsReset, stockAtMost, priceFrom, priceTo, ...words } = filter
  const number = (name: string, text: string | undefined) =>
    text === undefined ? {} : { [name]: Number(text) }
  return {
    ...words,
    ...(pointsReset === undefined ? {} : { pointsReset: pointsReset === 'true' }),
    ...number('stockAtMost', stockAtMost),
    ...number('priceFrom', priceFrom),
    ...number('priceTo', priceTo),
  }
}

/** And back, from a view that was kept. */
export const filterOf = (body: Readonly<Record<string, unknown>>): Filter =>
  Object.fromEntries(
    FILTERS.flatMap((name) => (body[name] === undefined ? [] : [[name, String(body[name])]])),
  )
