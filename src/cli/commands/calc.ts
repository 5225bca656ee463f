import { Problem } from '../../database/problems.ts'
import { points } from '../../rules/money/amount.ts'
import { formatPercent } from '../../rules/money/ratio.ts'
import { decideOfferPoints, type PointsAsk } from '../../rules/offers/points.ts'
import { WARNINGS } from '../../rules/offers/warnings.ts'
import type { FeeRate, Policy } from '../../rules/policy/policy.ts'
import { PRESETS, type PresetName } from '../../rules/policy/presets.ts'
import { previewFee, previewOffer } from '../../rules/previews/offer.ts'
import { previewRefund } from '../../rules/previews/refund.ts'
import type { RefundAsk } from '../../rules/refunds/amounts.ts'
import { instantOf } from '../../rules/time/instant.ts'
import { countOption, percentOption, pointsOption, yenOption } from '../amounts.ts'
import { accepted } from '../failures.ts'
import { fill } from '../language.ts'
import { type Label, labelOf } from '../messages/labels.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** The options that every calculation takes, as they were written. */
export interface OfferOptions {
  readonly price: string
  readonly shipping?: string
  readonly points?: string
  readonly percent?: string
  readonly rate?: string
  readonly category?: string
  readonly policy: PresetName
}

export interface RefundOptions extends OfferOptions {
  readonly balance?: string
  readonly redeemed?: string
  readonly quantity?: string
  readonly refundPercent?: string
  readonly refundAmount?: string
  readonly refundShipping?: string
  readonly refundQuantity?: string
}

/** `calc fee`: the referral fee of one sale. */
export function calcFee(terminal: Terminal, options: OfferOptions): void {
  const {
    fee,
    base,
    points,
    rate,
    policyVersion: _,
    ...rest
  } = accepted(previewFee(question(options), policyOf(options)))
  show(terminal, { fee, base, points, rate, policy: options.policy, ...rest }, [
    'base',
    'points',
    'rate',
    'fee',
  ])
}

/** `calc offer`: everything that one sale of an offer brings and costs. */
export function calcOffer(terminal: Terminal, options: OfferOptions): void {
  const {
    policyVersion: _,
    warnings,
    ...preview
  } = accepted(previewOffer(question(options), policyOf(options)))
  for (const warning of warnings) {
    terminal.say(fill(WARNINGS[warning.warning][terminal.language], { ...warning }))
  }
  const result = { ...preview, policy: options.policy, warnings }
  show(terminal, result, ['outlay', 'points', 'fee', 'pointsCost', 'proceeds', 'landed'])
}

/** `calc refund`: what a refund of one shipped line does to the buyer and the seller. */
export function calcRefund(terminal: Terminal, options: RefundOptions): void {
  const policy = policyOf(options)
  const asked = question(options)
  const offered = accepted(decideOfferPoints(asked.price, asked.points, policy))
  const { balance, redeemed, quantity } = options
  const preview = accepted(
    previewRefund(
      {
        ...asked,
        pointsPerUnit: offered.points,
        quantity: quantity === undefined ? 1 : countOption('--quantity', quantity, 9_999),
        redeemed: redeemed === undefined ? points(0) : pointsOption('--redeemed', redeemed),
        ...(balance === undefined ? {} : { balance: pointsOption('--balance', balance) }),
        ask: refundAsk(options),
      },
      policy,
    ),
  )
  const { line: _, policyVersion: __, cash, pointsReturned, ...rest } = preview
  show(terminal, { cash, pointsReturned, ...rest, policy: options.policy }, [
    'cash',
    'pointsBack',
    'clawedBack',
    'shortfall',
    'pointsReturned',
    'feeCredit',
    'balanceAfter',
  ])
}

const policyOf = ({ policy: name }: OfferOptions): Policy => {
  const since = instantOf(0)
  return { version: 1, name, announcedAt: since, effectiveFrom: since, terms: PRESETS[name] }
}

function question(options: OfferOptions) {
  const { price, shipping = '0' } = options
  return {
    price: yenOption('--price', price),
    shipping: yenOption('--shipping', shipping),
    points: pointsAsk(options),
    category: categoryOf(options),
    ...rateOf(options),
  }
}

/** A category that the preset's table does not name is a slip: it would cost the standard rate. */
function categoryOf({ category, policy }: OfferOptions): string | null {
  if (category === undefined) return null
  const known = Object.keys(PRESETS[policy].fees.categories)
  if (known.includes(category)) return category
  const named = `--category "${category}" is not in the table`
  throw new Problem('usage-invalid', `${named}: ${known.join(', ')}`)
}

function pointsAsk({ points: amount, percent }: OfferOptions): PointsAsk {
  if (amount !== undefined) return { by: 'amount', points: pointsOption('--points', amount) }
  if (percent !== undefined) return { by: 'percentage', bps: percentOption('--percent', percent) }
  return { by: 'none' }
}

/** A rate of its own has no minimum fee. */
const rateOf = ({ rate }: OfferOptions): { readonly rate?: FeeRate } =>
  rate === undefined ? {} : { rate: { rateBps: percentOption('--rate', rate), minimum: 0 } }

function refundAsk(options: RefundOptions): RefundAsk {
  const { refundPercent, refundAmount, refundShipping = '0', refundQuantity } = options
  if (refundPercent !== undefined) {
    return { of: 'percentage', bps: percentOption('--refund-percent', refundPercent) }
  }
  if (refundAmount !== undefined) {
    const principal = yenOption('--refund-amount', refundAmount)
    const shipping = yenOption('--refund-shipping', refundShipping)
    return { of: 'amount', principal, shipping }
  }
  if (refundQuantity !== undefined) {
    return { of: 'quantity', quantity: countOption('--refund-quantity', refundQuantity, 9_999) }
  }
  return { of: 'full' }
}

function show(terminal: Terminal, result: object, labels: readonly Label[]): void {
  const values = result as Readonly<Record<string, number | FeeRate>>
  terminal.print(result, () =>
    table(
      labels.map((name) => {
        const value = values[name] as number | FeeRate
        const shown = typeof value === 'object' ? `${formatPercent(value.rateBps)} %` : value
        return [labelOf(name, terminal.language), shown]
      }),
    ),
  )
}
