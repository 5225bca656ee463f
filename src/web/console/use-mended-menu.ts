import { useEffect } from 'react'

/**
 * Takes an orientation from the menu's landmark, which can have none. Cloudscape writes it there on
 * narrow screens (3.0), once, when the landmark appears.
 */
export function useMendedMenu(): void {
  useEffect(() => {
    for (const menu of document.querySelectorAll('nav[aria-orientation]')) {
      menu.removeAttribute('aria-orientation')
    }
  })
}
