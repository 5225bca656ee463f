// Random policies, timelines and commands, and how a world lives through them.
import fc from 'fast-check'
import type { OrderId, SellerId } from '../../src/rules/ids.ts'
import { points, yen } from '../../src/rules/money/amount.ts'
import { ROUNDINGS } from '../../src/rules/money/ratio.ts'
import type { LineTerms } from '../../src/rules/orders/order.ts'
import type { ClaimPoints, Policy, Terms, Vesting } from '../../src/rules/policy/policy.ts'
import { PRESETS } from '../../src/rules/policy/presets.ts'
import type { Timeline } from '../../src/rules/policy/timeline.ts'
import type { RefundAsk } from '../../src/rules/refunds/amounts.ts'
import type { RefundCause } from '../../src/rules/refunds/refund.ts'
import { after, DAY, HOUR, instantOf, tokyo } from '../../src/rules/time/instant.ts'
import { lineTerms } from './given.ts'
import type { World } from './world.ts'

export const START = tokyo(2020, 1, 1)

const keepers: readonly ClaimPoints[] = ['operator', 'buyer-keeps', 'seller']

const vestings: readonly Vesting[] = [
  { trigger: 'shipment' },
  { trigger: 'delay', days: 3 },
  { trigger: 'delay', days: 20 },
  { trigger: 'delivery' },
  { trigger: 'return-window', days: 30 },
]

const feeRates = fc.record({
  rateBps: fc.constantFrom(0, 800, 1_000, 1_500, 3_333, 10_000),
  minimum: fc.constantFrom(0, 1, 30, 500),
})

const terms: fc.Arbitrary<Terms> = fc
  .record({
    rounding: fc.constantFrom(...ROUNDINGS),
    vesting: fc.constantFrom(...vestings),
    expiry: fc.record({
      mode: fc.constantFrom('rolling', 'dated-lots'),
      months: fc.integer({ min: 1, max: 13 }),
      remindDays: fc.constantFrom(0, 7, 45),
    }),
    lateReturn: fc.constantFrom(
      { mode: 'expire' as const },
      { mode: 'grace' as const, days: 0 },
      { mode: 'grace' as const, days: 30 },
    ),
    guaranteeClaim: fc.constantFrom(...keepers),
    chargeback: fc.constantFrom(...keepers),
    fees: fc.record({
      standard: feeRates,
      categories: fc.record({ book: feeRates }),
      refundAdministration: fc.constantFrom(
        { rateBps: 0, maximum: 0 },
        { rateBps: 2_000, maximum: 500 },
      ),
    }),
    redemption: fc.record({
      minimum: fc.constantFrom(1, 50),
      maximumPerOrder: fc.constantFrom(300, 100_000),
      excludedProductTypes: fc.constant(['GIFT_CARD']),
    }),
  })
  .map((some) => ({ ...PRESETS['seed-2020'], ...some }) as Terms)

/** One to three versions; the later ones take effect some time into the story. */
const timelines: fc.Arbitrary<Timeline> = fc
  .tuple(terms, fc.array(fc.tuple(fc.integer({ min: 1, max: 250 }), terms), { maxLength: 2 }))
  .map(([first, later]) => {
    let from = START
    const versions: Policy[] = [versionOf(1, first, instantOf(0))]
    for (const [days, next] of later) {
      from = after(from, days * DAY)
      versions.push(versionOf(versions.length + 1, next, from))
    }
    return versions as unknown as Timeline
  })

const versionOf = (version: number, terms: Terms, effectiveFrom = START): Policy => ({
  version,
  name: `version ${version}`,
  announcedAt: START,
  effectiveFrom,
  terms,
})

const line: fc.Arbitrary<LineTerms> = fc
  .record({
    quantity: fc.integer({ min: 1, max: 4 }),
    price: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 30_000 })),
    shipping: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })),
    share: fc.integer({ min: 0, max: 100 }),
    seller: fc.integer({ min: 1, max: 2 }),
    category: fc.constantFrom(null, 'book'),
    productType: fc.constantFrom(null, null, null, 'GIFT_CARD'),
  })
  .map(({ share, ...some }) =>
    lineTerms({
      ...some,
      price: yen(some.price),
      shipping: yen(some.shipping),
      pointsPerUnit: points(Math.round((some.price * share) / 100)),
      seller: some.seller as SellerId,
    }),
  )

const refundAsk: fc.Arbitrary<RefundAsk> = fc.oneof(
  fc.constant({ of: 'full' as const }),
  fc.record({
    of: fc.constant('amount' as const),
    principal: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 20_000 })),
    shipping: fc.constantFrom(0, 0, 1, 200),
  }),
  fc.record({
    of: fc.constant('percentage' as const),
    bps: fc.constantFrom(1, 1_000, 3_333, 5_000, 10_000),
    shipping: fc.boolean(),
  }),
  fc.record({
    of: fc.constant('quantity' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    shipping: fc.boolean(),
  }),
)

const causes: readonly RefundCause[] = [
  'refund',
  'return',
  'goodwill',
  'guarantee_claim',
  'chargeback',
]

const which = fc.nat(1_000)
const lineNumber = fc.integer({ min: 1, max: 3 })
const units = fc.oneof(
  fc.constant('all' as const),
  fc.array(fc.record({ line: lineNumber, quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 2,
  }),
)

export type Command =
  | { do: 'wait'; which?: never; ms: number }
  | { do: 'grant' | 'adjust'; which?: never; amount: number }
  | { do: 'place'; which?: never; lines: LineTerms[]; redeem: number | 'max' }
  | { do: 'ship' | 'cancel'; which: number; units: { line: number; quantity: number }[] | 'all' }
  | { do: 'quantity'; which: number; line: number; quantity: number }
  | { do: 'deliver'; which: number; lines: number[] | 'all' }
  | {
      do: 'refund'
      which: number
      lines: { line: number; ask: RefundAsk }[] | 'full'
      cause: RefundCause
    }

const place = fc.record({
  do: fc.constant('place' as const),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  redeem: fc.oneof(fc.constant('max' as const), fc.constant(0), fc.integer({ max: 900, min: 1 })),
})

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.oneof(
        fc.integer({ min: 0, max: 72 }).map((hours) => hours * HOUR),
        fc.integer({ min: 1, max: 420 }).map((days) => days * DAY),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      amount: fc.integer({ min: 1, max: 9_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      amount: fc.integer({ min: -400, max: 400 }),
    }),
  },
  {
    weight: 4,
    arbitrary: place,
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('ship' as const, 'ship', 'cancel'), which, units }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('quantity' as const),
      which,
      line: lineNumber,
      quantity: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      which,
      lines: fc.oneof(fc.constant('all' as const), fc.array(lineNumber, { maxLength: 2 })),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('refund' as const),
      which,
      lines: fc.oneof(
        fc.constant('full' as const),
        fc.array(fc.record({ line: lineNumber, ask: refundAsk }), { minLength: 1, maxLength: 2 }),
      ),
      cause: fc.constantFrom(...causes),
    }),
  },
)

/** A life that begins with points and a shipped order, so that much of the rest finds something. */
export const lives = (shortest: number, longest: number) =>
  fc.tuple(
    timelines,
    fc
      .tuple(
        fc.integer({ min: 1, max: 3_000 }),
        place,
        fc.array(command, { minLength: shortest, maxLength: longest, size: 'max' }),
      )
      .map(([amount, first, rest]): Command[] => [
        { do: 'grant', amount },
        first,
        { do: 'ship', which: 0, units: 'all' },
        ...rest,
      ]),
  )

/** Does one command; those about an order take one of the orders there are. */
export function live(world: World, command: Command): void {
  const order = (((command.which ?? 0) % Math.max(1, world.orders.size)) + 1) as OrderId
  if (command.which !== undefined && world.orders.size === 0) return
  switch (command.do) {
    case 'wait':
      world.wait(command.ms)
      break
    case 'grant':
      world.grant(command.amount)
      break
    case 'adjust':
      world.adjust(command.amount)
      break
    case 'place':
      world.place(command.lines, command.redeem)
      break
    case 'ship':
      world.ship(order, command.units)
      break
    case 'cancel':
      world.cancel(order, command.units)
      break
    case 'quantity':
      world.changeQuantity(order, command)
      break
    case 'deliver':
      world.deliver(order, command.lines)
      break
    case 'refund':
      world.refund(order, command.lines, command.cause)
      break
    default:
      command satisfies never
  }
}
