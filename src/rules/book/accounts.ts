/**
 * The chart of accounts. A balance is credits minus debits; every account of a unit sums to zero
 * with the others. docs/reference/chart-of-accounts.md explains each in words.
 */
export const ACCOUNTS = {
  /** Where buyers' cash enters and leaves: its balance is minus the cash taken. */
  buyer_payments: 'JPY',
  /** What the programme owes a seller. */
  seller_proceeds: 'JPY',
  /** One yen for every point in a buyer's hands: the law of the house. */
  points_funding: 'JPY',
  referral_fees: 'JPY',
  /** Points that the operator kept after a claim or a chargeback. */
  operator_claims: 'JPY',
  /** What the operator spent on points of its own. */
  operator_promotions: 'JPY',
  /** Yen freed by points that lapsed. */
  breakage: 'JPY',
  disbursements: 'JPY',
  issued: 'PT',
  buyer_available: 'PT',
  buyer_unvested: 'PT',
  buyer_held: 'PT',
  redeemed: 'PT',
  returned: 'PT',
  expired: 'PT',
} as const

export type Account = keyof typeof ACCOUNTS
export type Unit = 'JPY' | 'PT'

export const unitOf = (account: Account): Unit => ACCOUNTS[account]

/** The accounts whose balances make up the points outstanding. */
export const OUTSTANDING: readonly Account[] = ['buyer_available', 'buyer_unvested', 'buyer_held']
