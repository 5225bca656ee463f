import { useEffect, useRef, useState } from 'react'

/** From here on the menu has room beside the widest page, the inventory. */
const WIDE = '(width >= 75rem)'

/**
 * Whether the menu is open, and how to open and close it. Beside a wide page it is, unless somebody
 * closed it; before a narrow one it waits behind its button. A window that becomes wide again gets
 * back what it had: Cloudscape closes the menu of a narrow screen and leaves it so.
 */
export function useMenu(): readonly [isOpen: boolean, set: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => matchMedia(WIDE).matches)
  const isWanted = useRef(true)
  useEffect(() => {
    const wide = matchMedia(WIDE)
    const follow = () => setOpen(wide.matches && isWanted.current)
    wide.addEventListener('change', follow)
    return () => wide.removeEventListener('change', follow)
  }, [])
  const set = (open: boolean) => {
    if (matchMedia(WIDE).matches) isWanted.current = open
    setOpen(open)
  }
  return [isOpen, set]
}
