import { useEffect } from 'react'

const WRONG = 'nav[aria-orientation]'

/**
 * Takes an orientation from the menu's landmark, which can have none. Cloudscape (3.0) writes it
 * there whenever the screen is, or becomes, narrow; nothing of ours is drawn again then.
 */
export function useMendedMenu(): void {
  useEffect(() => {
    const mend = () => {
      for (const menu of document.querySelectorAll(WRONG)) {
        menu.removeAttribute('aria-orientation')
      }
    }
    const observer = new MutationObserver(mend)
    const attributeFilter = ['aria-orientation']
    observer.observe(document.body, { attributeFilter, childList: true, subtree: true })
    mend()
    return () => observer.disconnect()
  }, [])
}
