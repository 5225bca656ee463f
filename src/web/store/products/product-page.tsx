import './product-page.css'
import { useQuery } from '@tanstack/react-query'
import { Yen } from '../../kit/amount.tsx'
import { api, Problem } from '../../kit/api.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { CONDITIONS, titleOf, wordOf } from '../../kit/product-words.ts'
import { useSaid } from '../../kit/said.tsx'
import type { Offer, Offers, Product } from '../answers.ts'
import { AddToCart } from '../cart/add-to-cart.tsx'
import { Loading, NotFound, Page } from '../frame/page.tsx'
import { OtherSellers } from './other-sellers.tsx'
import { Price, useAgainst, useOfferReasons } from './price.tsx'
import { ProductPicture } from './product-picture.tsx'

const SENTENCES = {
  soldBy: { ja: '販売：{seller}', en: 'Sold by {seller}' },
  landed: { ja: '実質価格', en: 'Landed price' },
  inStock: { ja: '在庫あり', en: 'In stock' },
  none: {
    ja: '現在この商品を購入できる出品はありません。',
    en: 'Nobody sells this at the moment.',
  },
} as const

/** Why an offer is the featured one, against the next best. */
const REASONS: Sentences = {
  only_eligible_offer: { ja: 'この商品の唯一の出品です。', en: 'It is the only offer.' },
  lowest_landed_price: {
    ja: '実質価格が最も安い出品です（次点より{by}安い）。',
    en: 'The lowest landed price, {by} below the next.',
  },
  more_points: {
    ja: '同じ実質価格で、ポイントが最も多い出品です。',
    en: 'The most points at the lowest landed price.',
  },
  lower_outlay: {
    ja: '同じ実質価格で、お支払い額が最も少ない出品です。',
    en: 'The least to pay first at the lowest landed price.',
  },
  listed_earlier: {
    ja: '同じ条件で、最も早く出品されています。',
    en: 'Of the same terms, the first to be offered.',
  },
  earlier_in_order: { ja: '同じ条件の出品の一つです。', en: 'One of several at the same terms.' },
}

/** One product: the featured offer with its points, and everybody else's. */
export function ProductPage({ asin }: { readonly asin: string }) {
  const language = useLanguage()
  const at = `/v1/products/${encodeURIComponent(asin)}`
  const product = useQuery({
    queryKey: ['product', asin],
    queryFn: ({ signal }) => api<Product>(at, { signal }),
  })
  const offers = useQuery({
    queryKey: ['offers', asin],
    queryFn: ({ signal }) => api<Offers>(`${at}/offers`, { signal }),
  })
  if (product.error instanceof Problem && product.error.status === 404) return <NotFound />
  const error = product.error ?? offers.error
  if (!product.data || !offers.data) {
    if (!error) return <Loading />
    const retry = () => void Promise.all([product.refetch(), offers.refetch()])
    return (
      <Page title={asin}>
        <Failure error={error} retry={retry} />
      </Page>
    )
  }
  const title = titleOf(product.data, language)
  const buyable = offers.data.groups
    .flatMap((group) => group.offers)
    .filter(({ place, because }) => place !== 'ineligible' || because === 'out_of_stock')
  const featured = buyable.find(({ place }) => place === 'featured')
  return (
    <Page title={title}>
      <div className="product-page">
        <ProductPicture product={product.data} />
        <Featured
          asin={asin}
          offer={featured}
          other={nextOf(offers.data, featured)}
          policyVersion={offers.data.policyVersion}
        />
      </div>
      <OtherSellers
        asin={asin}
        offers={buyable.filter((offer) => offer !== featured)}
        groups={offers.data.groups}
        policyVersion={offers.data.policyVersion}
      />
    </Page>
  )
}

interface FeaturedProps {
  readonly asin: string
  readonly offer: Offer | undefined
  /** The next best. */
  readonly other: Offer | undefined
  readonly policyVersion: number
}

function Featured({ offer, ...props }: FeaturedProps) {
  const t = useText(SENTENCES)
  if (!offer) return <p className="card">{t('none')}</p>
  return <FeaturedOffer offer={offer} {...props} />
}

/** The runner-up of an offer among those of its conditions. */
const nextOf = ({ groups }: Offers, featured: Offer | undefined): Offer | undefined =>
  groups
    .find(({ offers }) => featured !== undefined && offers.includes(featured))
    ?.offers.find(({ place }) => place === 'behind')

function FeaturedOffer(props: FeaturedProps & { readonly offer: Offer }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { reasons } = useOfferReasons(props)
  const said = useSaid(REASONS)
  const by = useAgainst(props)
  const { asin, offer } = props
  return (
    <section className="card featured">
      <Price {...props} />
      <dl className="facts">
        <div>
          <dt>{t('landed')}</dt>
          <dd>
            <Yen amount={offer.landed} why={reasons.landed} />
          </dd>
        </div>
      </dl>
      {REASONS[offer.because] && <p className="soft small">{said(offer.because, { by })}</p>}
      <p>
        <strong className="stock">{t('inStock')}</strong>{' '}
        <span className="soft">
          {wordOf(CONDITIONS, offer.condition, language)} ·{' '}
          {t('soldBy', { seller: offer.sellerName })}
        </span>
      </p>
      <AddToCart asin={asin} offer={offer} main />
    </section>
  )
}
