import type {
  FeesEstimateRequest,
  FeesEstimateResult,
  IdType,
} from '@sp-api-sdk/product-fees-api-v0'
import { Type } from 'typebox'
import { estimateFee, feeRateOf } from '../../../rules/fees/referral.ts'
import { isAmount, points, yen } from '../../../rules/money/amount.ts'
import { formatUtc } from '../../../rules/time/instant.ts'
import { currentPolicy } from '../../../usecases/current-policy.ts'
import { wrongMarketplace } from '../marketplaces.ts'
import { CURRENCY, capitalMoney } from '../money.ts'
import type { Ask } from '../operation.ts'

const Money = Type.Object({
  CurrencyCode: Type.Optional(Type.String()),
  Amount: Type.Optional(Type.Number()),
})

/** What a fee is asked for. */
export const Request = Type.Object({
  MarketplaceId: Type.String({ minLength: 1, maxLength: 100 }),
  IsAmazonFulfilled: Type.Optional(Type.Boolean()),
  PriceToEstimateFees: Type.Object({
    ListingPrice: Money,
    Shipping: Type.Optional(Money),
    Points: Type.Optional(
      Type.Object({
        PointsNumber: Type.Optional(Type.Integer()),
        PointsMonetaryValue: Type.Optional(Money),
      }),
    ),
  }),
  Identifier: Type.String({ minLength: 1, maxLength: 200 }),
  OptionalFulfillmentProgram: Type.Optional(
    Type.Unsafe<NonNullable<FeesEstimateRequest['OptionalFulfillmentProgram']>>({
      ...{ type: 'string', enum: ['FBA_CORE', 'FBA_SNL', 'FBA_EFN'] },
    }),
  ),
})

/** What was asked about one item: by the seller's SKU or by ASIN. */
export interface FeeAsk {
  readonly idType: IdType
  readonly id: string
  readonly request: FeesEstimateRequest
}

/**
 * The referral fee of one sale: round((price + shipping − points) × rate), at least the category's
 * minimum §. A fee that can not be estimated is an answer, too: `ClientError`.
 */
export async function estimate(
  { engine, seller, now }: Pick<Ask, 'engine' | 'seller' | 'now'>,
  { idType, id, request }: FeeAsk,
): Promise<FeesEstimateResult> {
  const FeesEstimateIdentifier = {
    MarketplaceId: request.MarketplaceId,
    SellerId: seller.reference,
    ...{ IdType: idType, IdValue: id, IsAmazonFulfilled: request.IsAmazonFulfilled ?? false },
    PriceToEstimateFees: request.PriceToEstimateFees,
    SellerInputIdentifier: request.Identifier,
  }
  const no = (Code: string, Message: string): FeesEstimateResult => ({
    Status: 'ClientError',
    FeesEstimateIdentifier,
    Error: { Type: 'Sender', Code, Message, Detail: [] },
  })
  const wrong = wrongMarketplace(seller, [request.MarketplaceId])
  if (wrong) return no('InvalidParameterValue', wrong.errors[0]?.details ?? '')
  const costs = costsOf(request)
  if (typeof costs === 'string') return no('InvalidParameterValue', costs)
  const policy = await currentPolicy(engine, engine.pool, now)
  if (costs.points > 0 && !policy.terms.marketplaces.includes(seller.marketplace)) {
    return no('InvalidParameterValue', `Marketplace ${seller.marketplace} has no points.`)
  }
  const { rows } = await engine.pool.query<{ category: string | null }>(
    idType === 'SellerSKU'
      ? `select p.category from listing l join product p on p.asin = l.asin
          where l.seller_id = $1 and l.sku = $2`
      : 'select category from product where asin = $2 and $1::bigint is not null',
    [seller.id, id],
  )
  if (!rows[0]) return no('InvalidParameterValue', `There is no ${idType} ${id}.`)
  const rate = feeRateOf(policy, rows[0].category)
  const { rounding } = policy.terms
  const fee = estimateFee(costs.price, costs.shipping, costs.points, rate, rounding)
  const amounts = { FeeAmount: capitalMoney(fee), FinalFee: capitalMoney(fee) }
  return {
    Status: 'Success',
    FeesEstimateIdentifier,
    FeesEstimate: {
      TimeOfFeesEstimation: formatUtc(now),
      TotalFeesEstimate: capitalMoney(fee),
      FeeDetailList: [{ FeeType: 'ReferralFee', ...amounts, FeePromotion: capitalMoney(0) }],
    },
  }
}

/** The amounts asked about, or what is wrong with them. */
function costsOf({ PriceToEstimateFees, IsAmazonFulfilled }: FeesEstimateRequest) {
  const { ListingPrice, Shipping, Points } = PriceToEstimateFees
  if (IsAmazonFulfilled) return 'Only fulfilment by the seller is estimated.'
  const named = [ListingPrice, Shipping, Points?.PointsMonetaryValue].filter((one) => one)
  for (const one of named) {
    if (one?.CurrencyCode !== CURRENCY) return `Prices are in ${CURRENCY}.`
    if (!isAmount(one.Amount ?? -1)) return 'Prices are whole yen, 0 or more.'
  }
  const granted = Points?.PointsNumber ?? Points?.PointsMonetaryValue?.Amount ?? 0
  const value = Points?.PointsMonetaryValue?.Amount ?? granted
  if (granted !== value) return 'One point is worth one yen.'
  const [price, shipping] = [ListingPrice.Amount ?? 0, Shipping?.Amount ?? 0]
  if (!isAmount(granted) || granted > price) return 'Points are from 0 to the listing price.'
  return { price: yen(price), shipping: yen(shipping), points: points(granted) }
}
