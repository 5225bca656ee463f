import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'

/** What can be looked for; all of it is in the page's address, so that a search can be shared. */
export const FIELDS = [
  'account',
  'kind',
  'buyer',
  'seller',
  'order',
  'caller',
  'key',
  'from',
  'until',
] as const

export type SearchField = (typeof FIELDS)[number]
export type PostingSearch = Readonly<Partial<Record<SearchField, string>>>

/** The search of the address, what is being typed, and how it becomes the address. */
export function usePostingSearch() {
  const [path, go] = useLocation()
  const parameters = new URLSearchParams(useSearch())
  const asked: PostingSearch = Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = parameters.get(field)
      return value ? [[field, value]] : []
    }),
  )
  const text = JSON.stringify(asked)
  const [typed, setTyped] = useState({ of: text, search: asked })
  const search = typed.of === text ? typed.search : asked
  const set = (field: SearchField, value: string) =>
    setTyped({ of: text, search: { ...search, [field]: value } })
  const ask = (wanted: PostingSearch) => {
    const filled = Object.entries(wanted).filter(([, value]) => value?.trim())
    const query = new URLSearchParams(filled.map(([name, value]) => [name, value.trim()]))
    go(query.size === 0 ? path : `${path}?${query}`)
  }
  return { asked, search, set, ask }
}
