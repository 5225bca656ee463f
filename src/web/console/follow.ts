import { useLocation } from 'wouter'

interface Followed {
  preventDefault(): void
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean }
}

/** For `onFollow` of links, buttons, menus and crumbs: goes there without loading the page anew. */
export function useFollow(): (event: Followed) => void {
  const [, go] = useLocation()
  return (event) => {
    const { href, external } = event.detail
    if (!href?.startsWith('/') || external) return
    event.preventDefault()
    go(href)
  }
}
