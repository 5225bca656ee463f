import type { Payment } from '../../rules/orders/order.ts'
import type { RefundCause, RefundLineAsk } from '../../rules/refunds/refund.ts'
import { DAY, HOUR } from '../../rules/time/instant.ts'
import { PLENTIFUL, type SeedOffer } from './offers.ts'
import { SHOPPERS } from './parties.ts'
import { type Draw, drawFrom } from './random.ts'

/** What happens to an order after it was placed; units are by line. */
export type Step = { readonly after: number } & (
  | { readonly what: 'ship'; readonly units: readonly (readonly [number, number])[] | 'all' }
  | { readonly what: 'deliver' }
  | { readonly what: 'cancel' }
  | {
      readonly what: 'refund'
      readonly cause: RefundCause
      readonly lines: readonly RefundLineAsk[] | 'full'
      readonly reason: string
    }
)

/** One order's life. `at` is in ms from the first moment of the sandbox's today: negative. */
export interface Story {
  readonly reference: string
  readonly buyer: string
  readonly at: number
  readonly lines: readonly { seller: string; sku: string; quantity: number }[]
  readonly redeem: 'max' | number
  readonly payment: Payment
  readonly steps: readonly Step[]
}

const SHIP: Step = { what: 'ship', units: 'all', after: 20 * HOUR }
const DELIVER: Step = { what: 'deliver', after: 52 * HOUR }
const tenth = (line: number): RefundLineAsk => ({ line, ask: { of: 'percentage', bps: 1_000 } })
const whole = (line: number): RefundLineAsk => ({ line, ask: { of: 'full' } })

const refund = (
  cause: RefundCause,
  days: number,
  reason: string,
  lines: readonly RefundLineAsk[] | 'full' = 'full',
): Step => ({ what: 'refund', cause, lines, reason, after: days * DAY })

/** Ways an order goes when it does not simply arrive, by how often in a hundred. */
const TWISTS: readonly (readonly [percent: number, steps: readonly Step[]])[] = [
  [4, [{ what: 'cancel', after: 2 * HOUR }]],
  [
    4,
    [
      { what: 'ship', units: [[1, 1]], after: 18 * HOUR },
      { ...SHIP, after: 70 * HOUR },
    ],
  ],
  [5, [SHIP, DELIVER, refund('refund', 6, '箱に傷があったため一部返金', [tenth(1)])]],
  [4, [SHIP, DELIVER, refund('return', 8, 'お客様都合の返品', [whole(1)])]],
  [2, [SHIP, DELIVER, refund('goodwill', 5, '配送遅延のお詫び', [tenth(1)])]],
  [2, [SHIP, refund('guarantee_claim', 16, '商品未着のマーケットプレイス保証申請')]],
  [1, [SHIP, DELIVER, refund('chargeback', 21, 'カード会社からの支払い取消')]],
]

/** Everybody but the sandbox's login, whose history is told below. */
const OTHERS = SHOPPERS.slice(1)

/** Orders of the last three months, the earliest first. */
export function inventedStories(count: number): Story[] {
  const draw = drawFrom(20_201_001)
  return Array.from({ length: count }, (_, index): Story => {
    const days = -95 + Math.floor((index * 95) / count)
    const steps = stepsOf(draw)
    const inParts = steps.some((step) => step.what === 'ship' && step.units !== 'all')
    const lines = Array.from({ length: draw.chance(25) ? 2 : 1 }, () => lineOf(draw, inParts))
    return {
      reference: `250-${seven(draw)}-${seven(draw)}`,
      buyer: draw.of(OTHERS).reference,
      at: days * DAY + (8 + draw.below(14)) * HOUR + draw.below(HOUR),
      lines: lines.filter((line, at) => lines.findIndex(({ sku }) => sku === line.sku) === at),
      redeem: draw.chance(30) ? 'max' : 0,
      payment: draw.chance(8) ? 'cod' : 'prepaid',
      steps,
    }
  })
}

const seven = (draw: Draw): string => String(draw.below(10_000_000)).padStart(7, '0')

function lineOf(draw: Draw, inParts: boolean) {
  const { seller, sku } = draw.of(PLENTIFUL)
  return { seller, sku, quantity: (inParts ? 2 : 1) + (draw.chance(15) ? 1 : 0) }
}

function stepsOf(draw: Draw): readonly Step[] {
  let roll = draw.below(100)
  for (const [percent, steps] of TWISTS) {
    if (roll < percent) return steps
    roll -= percent
  }
  return [SHIP, DELIVER]
}

/** Orders of the sandbox's buyer, one in every state, so that each can be looked at at once. */
export function showcase(): Story[] {
  const generous = PLENTIFUL.filter(
    ({ seller, points }) => seller === 'S-AOZORA' && points.by === 'percentage',
  ).sort((a, b) => percentOf(b) - percentOf(a))
  let number = 0
  const story = (days: number, steps: readonly Step[], changes: Partial<Story> = {}): Story => {
    const offer = generous[number % generous.length] as SeedOffer
    number += 1
    return {
      reference: `250-0000001-${String(number).padStart(7, '0')}`,
      buyer: SHOPPERS[0]?.reference ?? '',
      at: -days * DAY + 10 * HOUR,
      lines: [{ seller: offer.seller, sku: offer.sku, quantity: 2 }],
      redeem: 0,
      payment: 'prepaid',
      steps,
      ...changes,
    }
  }
  return [
    story(60, [SHIP, DELIVER]),
    story(45, [SHIP, DELIVER], { redeem: 'max' }),
    // All its points are spent on the next order before it comes back: a shortfall.
    story(40, [SHIP, DELIVER, refund('return', 9, 'サイズ違いによる返品', [whole(1)])]),
    story(36, [SHIP, DELIVER], { redeem: 'max' }),
    story(30, [SHIP, DELIVER, refund('refund', 6, '付属品の欠品', [tenth(1)])]),
    story(27, [SHIP, refund('guarantee_claim', 18, '商品未着のマーケットプレイス保証申請')]),
    story(14, [SHIP, DELIVER]),
    story(9, [{ what: 'cancel', after: HOUR }], { redeem: 'max' }),
    story(4, [SHIP]),
    story(3, [{ what: 'ship', units: [[1, 1]], after: 20 * HOUR }], { redeem: 100 }),
    story(2, [SHIP], { payment: 'cod' }),
    story(1, [], { payment: 'cod' }),
    story(1, [], { redeem: 'max' }),
  ]
}

const percentOf = ({ points }: SeedOffer): number => (points.by === 'percentage' ? points.bps : 0)
