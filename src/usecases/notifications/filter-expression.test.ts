import { describe, expect, test } from 'vitest'
import { readFilter } from './filter-expression.ts'

const payload = {
  AnyOfferChangedNotification: {
    SellerId: 'a',
    OfferChangeTrigger: { MarketplaceId: 'A1VC38T7YXB528', ItemCondition: 'new' },
    Summary: { TotalBuyBoxEligibleOffers: 2 },
    Offers: [
      { SellerId: 'b', ListingPrice: { Amount: 900 }, IsBuyBoxWinner: false },
      { SellerId: 'c', ListingPrice: { Amount: 1_200 }, IsBuyBoxWinner: true },
    ],
  },
}
const NOTE = 'AnyOfferChangedNotification'

describe('an expression wants a notification', () => {
  test.each([
    [`${NOTE}.OfferChangeTrigger.ItemCondition == 'new'`, true],
    [`${NOTE}.OfferChangeTrigger.ItemCondition != "new"`, false],
    [`${NOTE}.Summary.TotalBuyBoxEligibleOffers >= 2 && ${NOTE}.SellerId in ['a', 'x']`, true],
    [`!(${NOTE}.SellerId == 'a') || ${NOTE}.SellerId.startsWith('b')`, false],
    [`${NOTE}.Offers.exists(o, o.SellerId == 'b' && o.ListingPrice.Amount < 1000)`, true],
    [`${NOTE}.Offers.all(o, o.ListingPrice.Amount < 1000)`, false],
    [`${NOTE}.Offers.exists_one(o, o.IsBuyBoxWinner)`, true],
    [`size(${NOTE}.Offers) > 1 && ${NOTE}.Offers.size() < 3`, true],
    [`has(${NOTE}.Summary) ? true : false`, true],
    [`has(${NOTE}.Nothing)`, false],
    [`${NOTE}.Summary.TotalBuyBoxEligibleOffers > -1`, true],
    // What is not there, or no yes and no, is not wanted.
    [`${NOTE}.Nothing == 'x'`, false],
    [`Other.SellerId == 'a'`, false],
    [`${NOTE}.SellerId`, false],
    [`has(${NOTE}.constructor)`, false],
    [`${NOTE}.Offers.exists(a, ${NOTE}.Offers.exists(b, a.SellerId != b.SellerId))`, true],
  ])('%s: %s', (expression, isWanted) => {
    expect(readFilter(expression)?.(payload)).toBe(isWanted)
  })
})

describe('is no filter', () => {
  test.each([
    ...['', 'a ==', "a == 'x", 'a.b.c(', '== 1', 'a == `x`'],
    ...['1 + 1 == 2', 'a - 1 > 0', 'a * 2 > 0', 'a / 2 > 0', 'a % 2 == 0'],
    ...["a['b'] == 1", 'a[0] == 1', "{'a': 1}.a == 1", 'a.map(x, x).size() > 0'],
    ...['a.filter(x, true).size() > 0', "a.matches('(a+)+$')", "matches(a, 'x')", 'type(a) == int'],
    ...["timestamp('2020-01-01T00:00:00Z') > a", 'string(a) == "1"', "a == b'x' || dyn(a)"],
    // Loops within loops within loops.
    'o.all(a, o.all(b, o.all(c, a == b && b == c)))',
    `a == '${'x'.repeat(256)}'`,
  ])('%s', (expression) => {
    expect(readFilter(expression)).toBeUndefined()
  })
})
