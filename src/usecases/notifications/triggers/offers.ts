import { isRefusal } from '../../../rules/refusal.ts'
import type { Engine } from '../../engine.ts'
import { changeListing } from '../../listings/change.ts'
import { setReferencePrice } from '../../products/reference-price.ts'
import { type Doing, fresh, outcome, type Picked } from './doing.ts'

const change = (engine: Engine, { seller, sku }: Picked, to: object) =>
  changeListing(engine, fresh(), { seller, sku, source: 'manual', ...to })

/** Raises the shipping by a yen: a price alone would take the points along. */
export async function changeOffer(engine: Engine, listing: Picked): Doing {
  const raised = await change(engine, listing, { shipping: listing.shipping + 1 })
  return outcome(raised, listing.sku, 'shipping_raised')
}

/** Gives a listing a tenth of its price in points, and then sets the price without them. */
export async function resetPoints(engine: Engine, listing: Picked): Doing {
  const given = await change(engine, listing, { points: { by: 'percentage', bps: 1_000 } })
  if (isRefusal(given)) return given
  return outcome(
    await change(engine, listing, { price: listing.price }),
    listing.sku,
    'price_set_alone',
  )
}

/** Makes a product worth half of what it costs here, so that its price keeps it from being shown. */
export async function loseFeature(engine: Engine, { asin, price }: Picked): Doing {
  const worth = Math.max(1, Math.floor(price / 2))
  const set = await setReferencePrice(engine, fresh(), { asin, price: worth })
  return outcome(set, asin, 'reference_price_halved')
}
