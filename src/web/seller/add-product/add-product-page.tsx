import './add-product.css'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useSearchParams } from 'wouter'
import { useFollow } from '../../console/follow.ts'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { DEPARTMENTS, wordOf } from '../../kit/product-words.ts'

const SENTENCES = {
  title: { ja: '商品登録', en: 'Add a product' },
  about: {
    ja: '販売する商品を検索します。見つからない場合は、新しい商品を登録します。',
    en: 'Search for what you sell. What is not there yet can be made.',
  },
  search: { ja: '商品名・ASIN・ブランドで検索', en: 'Search by title, ASIN or brand' },
  go: { ja: '検索', en: 'Search' },
  create: { ja: '新しい商品を登録', en: 'Create a new product' },
  sell: { ja: '出品する', en: 'Sell yours' },
  sellOf: { ja: '{title}を出品する', en: 'Sell yours: {title}' },
  results: { ja: '検索結果', en: 'Results' },
  empty: {
    ja: '該当する商品がありません。新しい商品として登録できます。',
    en: 'No product fits. It can be created as a new one.',
  },
  product: { ja: '商品', en: 'Product' },
  action: { ja: '操作', en: 'Action' },
} as const

interface Product {
  readonly asin: string
  readonly titleJa: string
  readonly titleEn: string | null
  readonly brand: string | null
  readonly category: string | null
}

const PAGE = 20

/** Finds the product to sell; or leads to making a new one. */
export default function AddProductPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const follow = useFollow()
  const [query, setQuery] = useSearchParams()
  const words = query.get('q') ?? ''
  const [text, setText] = useState(words)
  const pages = usePages<Product>('/v1/products', words === '' ? {} : { query: words }, PAGE)
  const search = (event: FormEvent) => {
    event.preventDefault()
    setQuery(text.trim() === '' ? {} : { q: text.trim() })
  }
  const titleOf = ({ titleJa, titleEn }: Product) => (language === 'en' && titleEn) || titleJa
  const aboutOf = ({ asin, brand, category }: Product) => {
    const department = category && wordOf(DEPARTMENTS, category, language)
    return [asin, brand, department].filter(Boolean).join(' · ')
  }
  return (
    <Page
      title={t('title')}
      about={t('about')}
      actions={
        <Button href="/seller/add-product/new" onFollow={follow}>
          {t('create')}
        </Button>
      }
    >
      <PagedTable
        pages={pages}
        label={t('results')}
        empty={
          <SpaceBetween size="s" alignItems="center">
            <Box>{t('empty')}</Box>
            <Button href="/seller/add-product/new" onFollow={follow}>
              {t('create')}
            </Button>
          </SpaceBetween>
        }
        trackBy="asin"
        filter={
          <search>
            <form onSubmit={search} className="add-search">
              <Input
                type="search"
                ariaLabel={t('search')}
                placeholder={t('search')}
                value={text}
                nativeInputAttributes={{ maxLength: 100 }}
                onChange={({ detail }) => setText(detail.value)}
              />
              <Button formAction="submit">{t('go')}</Button>
            </form>
          </search>
        }
        columnDefinitions={[
          {
            ...{ id: 'product', header: t('product'), isRowHeader: true, minWidth: 110 },
            cell: (product) => (
              <div className="add-product">
                {titleOf(product)}
                <Box color="text-body-secondary" fontSize="body-s">
                  {aboutOf(product)}
                </Box>
              </div>
            ),
          },
          {
            ...{ id: 'action', header: t('action') },
            cell: (product) => (
              <Button
                href={`/seller/add-product/${encodeURIComponent(product.asin)}`}
                ariaLabel={t('sellOf', { title: titleOf(product) })}
                onFollow={follow}
                wrapText={false}
              >
                {t('sell')}
              </Button>
            ),
          },
        ]}
      />
    </Page>
  )
}
