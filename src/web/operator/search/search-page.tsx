import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { Page } from '../../console/page.tsx'
import { useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { useHome } from '../common/home.ts'
import { To } from '../common/to.tsx'

const SENTENCES = {
  title: { ja: '検索: {query}', en: 'Search: {query}' },
  empty: { ja: '検索', en: 'Search' },
  about: {
    ja: '注文番号、出品者の番号と店名、購入者の番号と名前、SKUとASINから探します。',
    en: 'Order numbers, sellers and buyers by reference or name, SKUs and ASINs.',
  },
  ask: { ja: '上の検索欄に入力してください。', en: 'Type into the search field above.' },
  none: { ja: '「{query}」に合うものはありません。', en: 'Nothing fits “{query}”.' },
  order: { ja: '注文', en: 'Orders' },
  seller: { ja: '出品者', en: 'Sellers' },
  buyer: { ja: '購入者', en: 'Buyers' },
  listing: { ja: '出品', en: 'Listings' },
} as const

interface Found {
  readonly kind: 'order' | 'seller' | 'buyer' | 'listing'
  readonly reference: string
  readonly name: { readonly ja: string | null; readonly en: string | null } | null
  readonly seller: string | null
}

const KINDS = ['order', 'listing', 'seller', 'buyer'] as const

/** Where something is looked at. */
function addressOf({ kind, reference, seller }: Found): string {
  if (kind !== 'listing') return `/operator/${kind}s/${encodeURIComponent(reference)}`
  const sku = new URLSearchParams({ sku: reference })
  return `/operator/sellers/${encodeURIComponent(seller ?? '')}?${sku}`
}

/** What a word may mean; where it means one thing, straight there. */
export default function SearchPage() {
  const t = useText(SENTENCES)
  const query = new URLSearchParams(useSearch()).get('query')?.trim() ?? ''
  const answer = useAnswer<{ items: readonly Found[] }>('/v1/search', {
    query: { query },
    enabled: query !== '',
  })
  return (
    <Page
      title={query === '' ? t('empty') : t('title', { query })}
      about={t('about')}
      above={[useHome()]}
    >
      {query === '' ? (
        <p>{t('ask')}</p>
      ) : (
        <Answered answer={answer}>
          {({ items }) => <Results items={items} query={query} />}
        </Answered>
      )}
    </Page>
  )
}

function Results({ items, query }: { readonly items: readonly Found[]; readonly query: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [, go] = useLocation()
  const exact = items.filter(({ reference }) => reference === query)
  const [only, another] = exact.length > 0 ? exact : items
  const address = only && !another ? addressOf(only) : undefined
  useEffect(() => {
    if (address) go(address, { replace: true })
  }, [address, go])
  if (items.length === 0) return <p role="status">{t('none', { query })}</p>
  const nameOf = ({ name }: Found) => (language === 'en' ? name?.en : null) ?? name?.ja
  return (
    <SpaceBetween size="l">
      {KINDS.map((kind) => {
        const found = items.filter((one) => one.kind === kind)
        if (found.length === 0) return null
        return (
          <Container key={kind} header={<Header variant="h2">{t(kind)}</Header>}>
            <SpaceBetween size="xs">
              {found.map((one) => (
                <div key={addressOf(one)}>
                  <To href={addressOf(one)}>{one.reference}</To>{' '}
                  <Box variant="span" color="text-body-secondary">
                    {[nameOf(one), one.seller].filter(Boolean).join(' – ')}
                  </Box>
                </div>
              ))}
            </SpaceBetween>
          </Container>
        )
      })}
    </SpaceBetween>
  )
}
