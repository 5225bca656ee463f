import { after, DAY, type Instant } from '../../rules/time/instant.ts'
import type { Engine } from '../engine.ts'
import { changeListing } from '../listings/change.ts'
import type { ListingAsk } from '../listings/decide.ts'
import { putListings } from '../listings/put.ts'
import { undoPointsReset } from '../listings/undo-points-reset.ts'
import { registerBuyers } from '../parties/register-buyer.ts'
import { setBankAccount } from '../payouts/account.ts'
import { setPayer } from '../payouts/payer.ts'
import { announcePolicy } from '../policy/announce.ts'
import { beginPolicy } from '../policy/begin.ts'
import { setPricingRule } from '../pricing/set-rule.ts'
import { putProducts } from '../products/put.ts'
import { acceptAgreement } from '../sellers/accept-agreement.ts'
import { authoriseProvider } from '../sellers/authorise-provider.ts'
import { registerSellers } from '../sellers/register.ts'
import { registerProvider } from '../sellers/register-provider.ts'
import { CATALOGUE } from './catalogue.ts'
import { accepted } from './live.ts'
import { OFFERS, PLENTIFUL, type SeedOffer } from './offers.ts'
import {
  AUTHORISATIONS,
  BANK_ACCOUNTS,
  PAYER,
  PROVIDERS,
  SELLERS,
  SHOPPERS,
  SLEEPERS,
} from './parties.ts'

/** What the marketplace itself goes through; orders are lived between the chapters. */
export interface Chapter {
  /** Days from the sandbox's today. */
  readonly day: number
  begin(engine: Engine, today: Instant): Promise<void>
}

export const CHAPTERS: readonly Chapter[] = [
  { day: -380, begin: found },
  { day: -97, begin: open },
  { day: -75, begin: individualsOfferPoints },
  { day: -50, begin: reprice },
  { day: -20, begin: forgetPoints },
  { day: -5, begin: appForgetsPoints },
]

const intent = (key: string) => ({ caller: 'seed', key })

/** A year ago: the programme of before the announced changes, and its first buyers. */
async function found(engine: Engine): Promise<void> {
  await accepted(beginPolicy(engine, 'seed-2020-before'))
  await registerBuyers(engine, SLEEPERS)
}

/** Three months ago: shops open, and the announced changes are announced. */
async function open(engine: Engine, today: Instant): Promise<void> {
  await accepted(
    registerSellers(
      engine,
      'seed',
      SELLERS.map(({ reference, name, plan }) => ({ reference, name, plan })),
    ),
  )
  await registerBuyers(engine, SHOPPERS)
  await accepted(
    announcePolicy(engine, intent('policy:2'), {
      name: '2020年の4つの変更',
      nameEn: 'The four changes of 2020',
      effectiveFrom: after(today, -75 * DAY),
      preset: 'seed-2020',
    }),
  )
  const products = CATALOGUE.map(({ usualPrice: _, ...product }) => product)
  await Promise.all([
    accepted(putProducts(engine, intent('products'), products)),
    ...SELLERS.filter(({ agreed }) => agreed).map(({ reference: seller, name: by }) =>
      accepted(acceptAgreement(engine, intent(`agree:${seller}`), { seller, version: 1, by })),
    ),
    ...PROVIDERS.map((app) => accepted(registerProvider(engine, intent(app.reference), app))),
    accepted(setPayer(engine, intent('payer'), PAYER)),
    ...BANK_ACCOUNTS.map((ask) =>
      accepted(setBankAccount(engine, intent(`bank:${ask.seller}`), ask)),
    ),
  ])
  await Promise.all([
    ...AUTHORISATIONS.map((ask) =>
      accepted(authoriseProvider(engine, intent(`app:${ask.seller}:${ask.provider}`), ask)),
    ),
    ...SELLERS.map(({ reference, plan }) =>
      // Only professional sellers may offer points yet.
      put(
        engine,
        'list',
        reference,
        ownOffers(reference).map((offer) =>
          plan === 'professional' ? offer : { ...offer, points: { by: 'none' } },
        ),
      ),
    ),
  ])
}

const ownOffers = (seller: string): readonly SeedOffer[] =>
  OFFERS.filter((offer) => offer.seller === seller)

async function put(
  engine: Engine,
  key: string,
  seller: string,
  offers: readonly (ListingAsk & { readonly seller?: string })[],
): Promise<void> {
  const listings = offers.map(({ seller: _, ...listing }) => listing)
  const ask = { seller, source: 'manual', by: seller, listings } as const
  await accepted(putListings(engine, intent(`${key}:${seller}`), ask))
}

/** The first announced change: individual sellers may offer points. */
async function individualsOfferPoints(engine: Engine): Promise<void> {
  const individuals = SELLERS.filter(({ plan, agreed }) => plan === 'individual' && agreed)
  await Promise.all(
    individuals.map(({ reference }) => {
      const offers = ownOffers(reference).map(({ sku, points }) => ({ sku, points }))
      return put(engine, 'points', reference, offers)
    }),
  )
}

/** Every fifth offer gets a new price, with its points. */
async function reprice(engine: Engine): Promise<void> {
  await Promise.all(
    SELLERS.map(({ reference }) => {
      const some = ownOffers(reference).filter((_, index) => index % 5 === 2)
      const offers = some.map(({ sku, price, points }) => {
        const lower = Math.round((price * 96) / 1_000) * 10
        const kept = points.by === 'amount' ? { ...points, ofPrice: price } : points
        return { sku, price: lower, points: kept }
      })
      return put(engine, 'reprice', reference, offers)
    }),
  )
}

/** Offers of the sandbox's seller that carry points by percentage. */
const withPoints = (): readonly SeedOffer[] =>
  PLENTIFUL.filter(({ seller, points }) => seller === 'S-AOZORA' && points.by === 'percentage')

/** A seller sets prices alone, which resets points, and takes one of them back. */
async function forgetPoints(engine: Engine): Promise<void> {
  const seller = 'S-AOZORA'
  for (const { sku, price } of withPoints().slice(-3)) {
    const ask = { seller, source: 'manual', by: seller, sku, price: price - 10 } as const
    await accepted(changeListing(engine, intent(`forget:${sku}`), ask))
  }
  const sku = withPoints().at(-1)?.sku ?? ''
  const ask = { seller, source: 'manual', by: seller, sku } as const
  await accepted(undoPointsReset(engine, intent(`undo:${sku}`), ask))
}

/** An app that knows no points does the same; and the next change of policy is announced. */
async function appForgetsPoints(engine: Engine, today: Instant): Promise<void> {
  const app = { seller: 'S-AOZORA', source: 'app', by: 'SOKO-SYNC' } as const
  const changes = withPoints().slice(0, 6)
  for (const { sku, price } of changes) {
    const ask = { ...app, sku, price: price - 20 }
    await accepted(changeListing(engine, intent(`app:${sku}`), ask))
  }
  await keepRule(engine)
  await accepted(
    announcePolicy(engine, intent('policy:3'), {
      name: 'ポイントセントラル',
      nameEn: 'Points Central',
      message: {
        ja:
          'ポイントをアカウント全体でまとめて設定できるようになります。' +
          '価格だけを更新しても、ポイントの割合は維持されます。',
        en:
          'You will be able to set points for your whole account at once. ' +
          'An update of the price alone will keep the percentage.',
      },
      effectiveFrom: after(today, 30 * DAY),
      preset: 'points-central-2021',
    }),
  )
}

/** A pricing rule to look at: paused, so that it does nothing until somebody wants it to. */
async function keepRule(engine: Engine): Promise<void> {
  const [offer] = withPoints()
  if (!offer) return
  const { seller, sku, price } = offer
  const step = { by: 'amount', yen: 10 } as const
  const range = { floor: Math.round(price * 0.8), ceiling: Math.round(price * 1.1) }
  const ask = { seller, sku, target: 'featured', step, ...range, enabled: false } as const
  await accepted(setPricingRule(engine, intent(`rule:${sku}`), ask))
}
