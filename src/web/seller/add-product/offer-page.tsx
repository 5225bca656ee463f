import './add-product.css'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Page } from '../../console/page.tsx'
import { api } from '../../kit/api.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { DEPARTMENTS, wordOf } from '../../kit/product-words.ts'
import { OfferForm } from './offer-form.tsx'
import { type NewProduct, ProductForm } from './product-form.tsx'

const SENTENCES = {
  above: { ja: '商品登録', en: 'Add a product' },
  title: { ja: '{product}を出品', en: 'Sell {product}' },
  fresh: { ja: '新しい商品を登録', en: 'Create a new product' },
  product: { ja: '商品情報', en: 'Product' },
  offer: { ja: '出品情報', en: 'Offer' },
  asin: { ja: 'ASIN', en: 'ASIN' },
  brand: { ja: 'ブランド', en: 'Brand' },
  category: { ja: 'カテゴリー', en: 'Department' },
  none: { ja: '–', en: '–' },
} as const

interface Product {
  readonly asin: string
  readonly titleJa: string
  readonly titleEn: string | null
  readonly brand: string | null
  readonly category: string | null
}

/** An offer on a product that is there, or a new product with its first offer. */
export default function OfferPage({ asin }: { readonly asin: string }) {
  return asin === 'new' ? <FreshProduct /> : <KnownProduct asin={asin} />
}

function KnownProduct({ asin }: { readonly asin: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const path = `/v1/products/${encodeURIComponent(asin)}`
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<Product>(path, { signal }),
  })
  const name = data ? (language === 'en' && data.titleEn) || data.titleJa : asin
  return (
    <Page
      title={t('title', { product: name })}
      above={[{ text: t('above'), href: '/seller/add-product' }]}
    >
      {error && <Failure error={error} retry={() => void refetch()} />}
      {data && (
        <Tabs
          tabs={[
            {
              id: 'offer',
              label: t('offer'),
              content: <OfferForm asin={asin} category={data.category} />,
            },
            {
              id: 'product',
              label: t('product'),
              content: (
                <dl className="kit-parts">
                  {(
                    [
                      ['asin', asin],
                      ['brand', data.brand],
                      ['category', data.category && wordOf(DEPARTMENTS, data.category, language)],
                    ] as const
                  ).map(([field, text]) => (
                    <div key={field}>
                      <dt>{t(field)}</dt>
                      <dd>{text ?? t('none')}</dd>
                    </div>
                  ))}
                </dl>
              ),
            },
          ]}
        />
      )}
    </Page>
  )
}

/** First what it is, then what it costs: the product is made when its offer is saved. */
function FreshProduct() {
  const t = useText(SENTENCES)
  const [product, setProduct] = useState<NewProduct | null>(null)
  const [tab, setTab] = useState('product')
  return (
    <Page title={t('fresh')} above={[{ text: t('above'), href: '/seller/add-product' }]}>
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          {
            id: 'product',
            label: t('product'),
            content: (
              <ProductForm
                onReady={(ready) => {
                  setProduct(ready)
                  setTab('offer')
                }}
              />
            ),
          },
          {
            id: 'offer',
            label: t('offer'),
            disabled: product === null,
            content: product && <OfferForm product={product} category={product.category} />,
          },
        ]}
      />
    </Page>
  )
}
