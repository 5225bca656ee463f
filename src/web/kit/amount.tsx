import type { Because } from './explanation.ts'
import { pt, yen } from './format.ts'
import { Why } from './why.tsx'

/** Why an amount is what it is; its text is the amount's own. */
export type Reason = Omit<Because, 'text'>

interface Props {
  readonly amount: number
  /** Opens to this; an amount without it is one that somebody is typing or choosing. */
  readonly why?: Reason | undefined
}

/** ￥1,000 */
export const Yen = ({ amount, why }: Props) => <Amount text={yen(amount)} why={why} />

/** 100pt, or 100pt (10%) with its share of the price in basis points. */
export const Pt = ({ amount, bps, why }: Props & { readonly bps?: number | null }) => (
  <Amount text={pt(amount, bps)} why={why} />
)

const Amount = ({ text, why }: { readonly text: string; readonly why: Reason | undefined }) =>
  why ? <Why because={{ ...why, text }}>{text}</Why> : <span className="kit-amount">{text}</span>
