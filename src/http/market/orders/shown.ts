import type { Principal } from '../../../usecases/auth/principal.ts'
import type { Behalf } from '../../../usecases/orders/behalf.ts'
import {
  type OrderSheet,
  seenByBuyer,
  seenBySeller,
  seenInFull,
} from '../../../usecases/orders/view.ts'
import { shownTime, shownTimeOrNull } from '../../kit/schemas.ts'

/** Whose orders a principal may see and act on. */
export const behalfOf = ({ buyer, seller }: Principal): Behalf => ({
  ...(buyer ? { buyer: buyer.id } : {}),
  ...(seller ? { seller: seller.id } : {}),
})

/** What a party sees of its part of an order. */
export function orderShown(who: Principal, sheet: OrderSheet): object {
  const placedAt = shownTime(sheet.placedAt)
  if (who.role === 'seller') return { ...seenBySeller(sheet), placedAt }
  const order = who.role === 'buyer' ? seenByBuyer(sheet) : seenInFull(sheet)
  const lines = order.lines.map((line) => ({ ...line, vestAt: shownTimeOrNull(line.vestAt) }))
  return { ...order, placedAt, lines }
}

/** An outcome as the asker may see it: in full, or what `seller` leaves of it. */
export const seenBy =
  <Outcome extends object>({ role }: Principal, seller: (outcome: Outcome) => object) =>
  (outcome: Outcome): object =>
    role === 'seller' ? seller(outcome) : outcome
