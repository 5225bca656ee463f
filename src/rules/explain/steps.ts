import type { Rounding } from '../money/ratio.ts'

/** An exact amount before rounding: `whole` + `numerator` ÷ `denominator`, reduced. */
export interface Exact {
  readonly whole: number
  /** From 0 up to, not including, `denominator`; the fraction is never negative. */
  readonly numerator: number
  readonly denominator: number
}

/** One step of the way to a number on a screen. */
export interface Step {
  readonly code: StepCode
  /** What the sentence's placeholders, and the formula, are filled with. */
  readonly numbers: Readonly<Record<string, number>>
  /** The exact value and the rule that rounded it; null where nothing had to be rounded. */
  readonly rounded: { readonly exact: Exact; readonly rounding: Rounding } | null
  readonly result: number
  /** The policy version whose rule it is. */
  readonly policyVersion: number
}

/** `amount × numerator ÷ denominator` as a whole and a reduced rest; for amounts not negative. */
export function exactly(amount: number, numerator: number, denominator: number): Exact {
  const dividend = BigInt(amount) * BigInt(numerator)
  const divisor = BigInt(denominator)
  const rest = dividend % divisor
  const common = greatestCommonDivisor(rest, divisor)
  return {
    whole: Number(dividend / divisor),
    numerator: Number(rest / common),
    denominator: Number(divisor / common),
  }
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint =>
  a === 0n ? b : greatestCommonDivisor(b % a, a)

interface Sentence {
  readonly en: string
  readonly ja: string
  /** `§` the seller help page, `†` later public fact, `‡` our decision. */
  readonly source: '§' | '†' | '‡'
}

/** Each step's sentence. docs/reference and the screens say the same. */
export const STEPS = {
  fee_base: {
    en: 'Price {principal} + shipping {shipping} − points {points}.',
    ja: '商品代金{principal}円＋配送料{shipping}円−ポイント{points}。',
    source: '§',
  },
  fee_rate: {
    en: '{base} yen × {rateBps} hundredths of a percent.',
    ja: '{base}円×料率（{rateBps}／10,000）。',
    source: '§',
  },
  fee_minimum: {
    en: 'At least {minimum} yen for each of {units} units.',
    ja: '{units}個それぞれにつき最低{minimum}円。',
    source: '†',
  },
  fee_limit: {
    en: 'Never more than the {total} yen of the sale.',
    ja: '売上{total}円を超えません。',
    source: '‡',
  },
  fee_none: {
    en: 'Nothing is sold, so nothing is charged.',
    ja: '売上がないため、手数料はかかりません。',
    source: '§',
  },
  points_of_price: {
    en: '{price} yen × {part} ÷ {whole}.',
    ja: '{price}円×{part}÷{whole}。',
    source: '§',
  },
  points_of_units: {
    en: '{pointsPerUnit} points for each of {units} units.',
    ja: '1個につき{pointsPerUnit}ポイント×{units}個。',
    source: '‡',
  },
  due_so_far: {
    en: '{granted} points × {refunded} of {principal} yen refunded.',
    ja: '{granted}ポイント×返金済み{refunded}円÷商品代金{principal}円。',
    source: '§',
  },
  due_now: {
    en: '{soFar} points due in all, {before} of them by earlier refunds.',
    ja: '累計{soFar}ポイントのうち、{before}ポイントは以前の返金分。',
    source: '‡',
  },
  back_so_far: {
    en: '{captured} points paid with × {refunded} of {paid} yen refunded.',
    ja: '利用{captured}ポイント×返金済み{refunded}円÷支払い{paid}円。',
    source: '‡',
  },
  back_now: {
    en: '{soFar} points back in all, {before} of them by earlier refunds.',
    ja: '累計{soFar}ポイントのうち、{before}ポイントは以前の返金で返却済み。',
    source: '‡',
  },
  clawback: {
    en: 'Of {due} points due: {unvested} pending, then of {available} available + {back} back.',
    ja: '対象{due}ポイント：仮ポイント{unvested}、次に利用可能{available}＋返却{back}から差引。',
    source: '§',
  },
  clawback_none: {
    en: 'The programme lets the buyer keep the {due} points.',
    ja: '対象{due}ポイントは購入者に残ります。',
    source: '‡',
  },
  shortfall: {
    en: '{due} points due, of which {clawedBack} could be taken.',
    ja: '対象{due}ポイントのうち、差引できたのは{clawedBack}ポイント。',
    source: '§',
  },
  cash: {
    en: '{amount} yen refunded − {back} as points − {shortfall} shortfall.',
    ja: '返金額{amount}円−ポイント返却{back}−不足分{shortfall}。',
    source: '§',
  },
  fee_credit: {
    en: '{charged} yen − {remaining} on the rest − {administration} kept − {before} before.',
    ja: '手数料{charged}円−残りの売上分{remaining}円−返金管理料{administration}円−返還済み{before}円。',
    source: '‡',
  },
  statement_net: {
    en: '{credits} yen credited − {debits} yen debited in the period.',
    ja: '期間中の入金{credits}円−出金{debits}円。',
    source: '§',
  },
  statement_balance: {
    en: '{opening} yen carried over + {net} yen of the period.',
    ja: '前期繰越{opening}円＋期間合計{net}円。',
    source: '‡',
  },
  statement_reserve: {
    en: '{balance} yen × {reserveBps} ÷ 10,000, held back until the next period.',
    ja: '{balance}円×{reserveBps}÷10,000。次期まで留保します。',
    source: '‡',
  },
  statement_paid: {
    en: '{balance} yen − {reserve} yen held back.',
    ja: '{balance}円−留保金{reserve}円。',
    source: '‡',
  },
  statement_owed: {
    en: 'The balance of {balance} yen is negative: nothing is paid out.',
    ja: '残高{balance}円がマイナスのため、お支払いはありません。',
    source: '‡',
  },
  statement_carried: {
    en: '{balance} yen − {disbursement} yen paid out.',
    ja: '{balance}円−お支払い額{disbursement}円。',
    source: '‡',
  },
} as const satisfies Readonly<Record<string, Sentence>>

export type StepCode = keyof typeof STEPS
