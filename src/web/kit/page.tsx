import './kit.css'
import { Component, type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { currentLanguage } from './language.ts'
import { look } from './look.ts'
import { Failure } from './problem.tsx'
import { Queries } from './query.tsx'
import { SandboxBanner } from './sandbox.tsx'
import { ServerAway } from './server-away.tsx'
import { LoginAgain } from './session.tsx'
import { currentTheme } from './theme.ts'
import { WhyHost } from './why.tsx'

/**
 * Starts one of the surfaces, with all that every page of it has. `around` says where the banners
 * stand, if not simply above it.
 */
export function startPage(
  surface: ReactNode,
  around: (banners: ReactNode) => ReactNode = (banners) => banners,
): void {
  document.documentElement.lang = currentLanguage()
  document.documentElement.dataset.theme = currentTheme()
  createRoot(document.getElementById('root') as HTMLElement).render(
    <StrictMode>
      <Queries>
        {around(
          <>
            <SandboxBanner />
            <ServerAway />
          </>,
        )}
        <Faults>{surface}</Faults>
        <LoginAgain />
        <WhyHost />
      </Queries>
    </StrictMode>,
  )
}

/** Not while the server is away: the browser's own page has no way back. */
const reload = async () => {
  if (await look()) location.reload()
}

/** A fault of the page is said; the screen does not go blank. */
class Faults extends Component<{ readonly children: ReactNode }, { readonly fault?: unknown }> {
  override state: { readonly fault?: unknown } = {}

  static getDerivedStateFromError(fault: unknown) {
    return { fault }
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children
    return <Failure error={this.state.fault} retry={() => void reload()} />
  }
}
