import type { ReactNode } from 'react'
import type { Because } from './explanation.ts'
import { useText } from './language.ts'
import { shared } from './shared.ts'
import { WhyDialog } from './why-dialog.tsx'

const asked = shared<Because | null>(null)

const SENTENCES = {
  why: { ja: '（なぜこの数字？）', en: '(why this number?)' },
} as const

/** An amount that opens to its reasons. */
export function Why({
  because,
  children,
}: {
  readonly because: Because
  readonly children: ReactNode
}) {
  const t = useText(SENTENCES)
  return (
    <button
      type="button"
      className="kit-why"
      aria-haspopup="dialog"
      onClick={() => asked.set(because)}
    >
      {children}
      <span className="kit-unseen"> {t('why')}</span>
    </button>
  )
}

/** Where the reasons come up; once on a page. */
export function WhyHost() {
  const because = asked.use()
  if (!because) return null
  return <WhyDialog because={because} onClose={() => asked.set(null)} />
}
