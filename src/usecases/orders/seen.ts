import type { Shipped } from '../../rules/orders/ship.ts'
import type { Units } from '../../rules/orders/units.ts'
import type { refundOutcome } from './refund.ts'

/**
 * What a seller sees of the outcomes of commands on its lines. Fields are named one by one, so
 * that nothing new reaches a seller unless somebody puts it here: a seller must never learn
 * whether or how many points a buyer redeemed, and so nothing of how a refund was paid either §.
 */

export const sellerSeesCancellation = (outcome: {
  readonly order: string
  readonly units: readonly Units[]
}) => ({ order: outcome.order, units: outcome.units })

export const sellerSeesShipment = (outcome: {
  readonly order: string
  readonly units: Shipped['units']
  readonly carrier: string | undefined
  readonly tracking: string | undefined
}) => ({
  order: outcome.order,
  carrier: outcome.carrier,
  tracking: outcome.tracking,
  units: outcome.units.map(({ line, quantity, principal, shipping, granted, fee }) => ({
    ...{ line, quantity, principal, shipping, granted, fee },
  })),
})

export const sellerSeesRefund = (outcome: ReturnType<typeof refundOutcome>) => ({
  order: outcome.order,
  cause: outcome.cause,
  reason: outcome.reason,
  refunded: outcome.refunded,
  pointsToSeller: outcome.pointsToSeller,
  feeCredit: outcome.feeCredit,
  lines: outcome.lines.map(
    ({ line, principal, shipping, pointsDue, pointsToSeller, feeCredit }) => ({
      ...{ line, principal, shipping, pointsDue, pointsToSeller, feeCredit },
    }),
  ),
})
