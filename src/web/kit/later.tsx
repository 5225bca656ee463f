import { type ComponentType, type LazyExoticComponent, lazy, useEffect, useState } from 'react'
import { Unreachable } from './api.ts'
import { away } from './away.ts'
import { look } from './look.ts'
import { Failure } from './problem.tsx'

/** Where it is kept which page was begun anew, so that it is not again and again. */
const BEGUN = 'begun-anew'

/**
 * A part of the surface that is loaded when somebody goes there. Where it can not be loaded, the
 * frame stays, and the part says so until the server is back.
 */
export const later = <Props extends object>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => {
    try {
      const part = await load()
      forgetBegun()
      return part
    } catch (fault) {
      return { default: () => <Missing fault={fault} /> }
    }
  })

/**
 * Stands where a part could not be loaded. Browsers remember that it failed and do not ask again,
 * and a server that was renewed has other files: only the page as a whole gets it. That is asked
 * for when somebody is here and the server is back; what was typed elsewhere is kept as a draft.
 */
function Missing({ fault }: { readonly fault: unknown }) {
  const isAway = away.use()
  const [isLooked, setLooked] = useState(false)
  const [isHopeless, setHopeless] = useState(false)
  useEffect(() => {
    scrollTo(0, 0)
    void look().then(() => setLooked(true))
  }, [])
  useEffect(() => {
    if (!isLooked || isAway) return
    if (rememberBegun()) location.reload()
    else setHopeless(true)
  }, [isLooked, isAway])
  // The server is there, and still this can not be loaded.
  if (isHopeless) throw fault
  return (
    <div className="kit-missing">
      <Failure error={new Unreachable('a part')} retry={() => void look()} />
    </div>
  )
}

/** Whether this page may be begun anew: not where it just was, nor where that can not be kept. */
function rememberBegun(): boolean {
  try {
    if (sessionStorage.getItem(BEGUN) === location.href) return false
    sessionStorage.setItem(BEGUN, location.href)
    return true
  } catch {
    return false
  }
}

function forgetBegun(): void {
  try {
    sessionStorage.removeItem(BEGUN)
  } catch {
    // Forbidden: then nothing was kept.
  }
}
