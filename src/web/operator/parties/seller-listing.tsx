import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { Pt, Yen } from '../../kit/amount.tsx'
import { count } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'

const SENTENCES = {
  title: { ja: '出品 {sku}', en: 'Listing {sku}' },
  product: { ja: '商品', en: 'Product' },
  price: { ja: '価格', en: 'Price' },
  priceRule: {
    ja: '出品者が設定した、1点あたりの価格です。',
    en: 'What the seller asks for a unit.',
  },
  shipping: { ja: '配送料', en: 'Shipping' },
  shippingRule: {
    ja: '出品者が設定した、1点あたりの配送料です。',
    en: 'What the seller asks for shipping a unit.',
  },
  points: { ja: 'ポイント', en: 'Points' },
  pointsRule: {
    ja: '1点ごとに付与されるポイントです。SKUの設定、なければアカウントの付与率から計算します。',
    en: 'Points of a unit: by the SKU’s own setting, else by the account’s default.',
  },
  stock: { ja: '在庫', en: 'Stock' },
  uncounted: { ja: '管理なし', en: 'Not counted' },
  status: { ja: '状態', en: 'Status' },
  active: { ja: '出品中', en: 'Active' },
  inactive: { ja: '停止中', en: 'Inactive' },
  updated: { ja: '更新日時', en: 'Updated' },
} as const

interface Listing {
  readonly sku: string
  readonly asin: string
  readonly price: number
  readonly shipping: number
  readonly stock: number | null
  readonly status: 'active' | 'inactive'
  readonly effectivePoints: number
  readonly shown: { readonly bps: number } | null
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly updatedAt: string
}

/** One SKU of a seller, as somebody who searched for it wants to see it. */
export function SellerListing({ seller, sku }: { readonly seller: string; readonly sku: string }) {
  const t = useText(SENTENCES)
  const path = `/v1/sellers/${encodeURIComponent(seller)}/listings/${encodeURIComponent(sku)}`
  return (
    <Container header={<Header variant="h2">{t('title', { sku })}</Header>}>
      <Answered answer={useAnswer<Listing>(path)}>
        {(listing) => <Facts seller={seller} listing={listing} />}
      </Answered>
    </Container>
  )
}

function Facts({ seller, listing }: { readonly seller: string; readonly listing: Listing }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { sku, asin, titleJa, titleEn, stock } = listing
  const title = (language === 'en' ? titleEn : null) ?? titleJa ?? asin
  const why = (name: 'price' | 'shipping' | 'points') => ({
    title: t(name),
    rule: t(`${name}Rule`),
  })
  const explained = new URLSearchParams({ seller, sku })
  const from = `/v1/products/${encodeURIComponent(asin)}/explanation?${explained}`
  return (
    <KeyValuePairs
      columns={3}
      items={[
        {
          label: t('product'),
          value: <a href={`/products/${encodeURIComponent(asin)}`}>{title}</a>,
        },
        { label: t('price'), value: <Yen amount={listing.price} why={why('price')} /> },
        { label: t('shipping'), value: <Yen amount={listing.shipping} why={why('shipping')} /> },
        {
          label: t('points'),
          value: (
            <Pt
              amount={listing.effectivePoints}
              bps={listing.shown?.bps ?? null}
              why={{ ...why('points'), ...(listing.effectivePoints > 0 ? { from } : {}) }}
            />
          ),
        },
        { label: t('stock'), value: stock === null ? t('uncounted') : count(stock) },
        { label: t('status'), value: t(listing.status) },
        { label: t('updated'), value: <At at={listing.updatedAt} /> },
      ]}
    />
  )
}
