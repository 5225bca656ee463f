/** Everything here is in yen, whichever the marketplace. */
export const CURRENCY = 'JPY'

/** Money as Pricing v0 and Fees v0 have it. */
export const capitalMoney = (yen: number) => ({ CurrencyCode: CURRENCY, Amount: yen })

/** Points as Pricing v0 and Fees v0 have them: one is worth one yen. */
export const capitalPoints = (points: number) => ({
  PointsNumber: points,
  PointsMonetaryValue: capitalMoney(points),
})

/** Money as Pricing 2022-05-01 has it. */
export const money = (yen: number) => ({ currencyCode: CURRENCY, amount: yen })

/** Points as Pricing 2022-05-01 has them. */
export const pointsShape = (points: number) => ({
  pointsNumber: points,
  pointsMonetaryValue: money(points),
})
