import type { Because } from './explanation.ts'
import { pt, yen } from './format.ts'
import { Why } from './why.tsx'

/** Why an amount is what it is; its text is the amount's own. */
export type Reason = Omit<Because, 'text'>

interface Props {
  readonly amount: number
  /** Opens to this: no amount is without. */
  readonly why: Reason
}

/** ￥1,000 */
export const Yen = ({ amount, why }: Props) => <Amount text={yen(amount)} why={why} />

/** 100pt, or 100pt (10%) with its share of the price in basis points. */
export const Pt = ({ amount, bps, why }: Props & { readonly bps?: number | null }) => (
  <Amount text={pt(amount, bps)} why={why} />
)

const Amount = ({ text, why }: { readonly text: string; readonly why: Reason }) => (
  <Why because={{ ...why, text }}>{text}</Why>
)
