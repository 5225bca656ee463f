import { lazy, type ReactNode, Suspense } from 'react'
import { useText } from './language.ts'
import { shared } from './shared.ts'

/** One part of a number that is a sum. */
export interface Part {
  readonly label: string
  /** Already written out: ￥1,000. */
  readonly text: string
}

/** What a number is and where it comes from, as far as the page knows. */
export interface Because {
  readonly title: string
  /** The number, written out as on the page. */
  readonly text: string
  /** The rule's sentence. */
  readonly rule: string
  readonly parts?: readonly Part[]
  readonly order?: string | undefined
  readonly policyVersion?: number | undefined
  /**
   * An address that answers an `Explanation` with the rule's steps and the ledger's entries, such
   * as `/v1/orders/250-1/explanation?figure=granted&line=1`.
   */
  readonly from?: string | undefined
}

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

const WhyDialog = lazy(() => import('./why-dialog.tsx'))

/** Where the reasons come up; once on a page. */
export function WhyHost() {
  const because = asked.use()
  if (!because) return null
  return (
    <Suspense fallback={null}>
      <WhyDialog because={because} onClose={() => asked.set(null)} />
    </Suspense>
  )
}
