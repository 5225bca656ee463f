import './shelf.css'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearchParams } from 'wouter'
import { api } from '../../kit/api.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { DEPARTMENTS, titleOf, wordOf } from '../../kit/product-words.ts'
import type { Page as Answer, Shelved } from '../answers.ts'
import { Empty, Loading, Page } from '../frame/page.tsx'
import { Price } from './price.tsx'
import { pageOf } from './product-page-of.ts'
import { ProductPicture } from './product-picture.tsx'

const SENTENCES = {
  home: { ja: '買うたびに、貯まる。', en: 'It adds up as you shop.' },
  lead: {
    ja: '価格の下に、受け取れるポイントが見えます。',
    en: 'Under every price, the points that come with it.',
  },
  title: { ja: '「{words}」の検索結果', en: 'Results for “{words}”' },
  all: { ja: 'すべて', en: 'Everything' },
  departments: { ja: 'カテゴリー', en: 'Departments' },
  products: { ja: '商品', en: 'Products' },
  none: { ja: '該当する商品がありません。', en: 'No product fits.' },
  hint: { ja: '別の言葉で検索してみてください。', en: 'Try other words.' },
  more: { ja: 'さらに表示', en: 'Show more' },
  offers: { ja: '{n}件の出品', en: '{n} offer|{n} offers' },
  unavailable: { ja: '現在お取り扱いできません', en: 'Not available now' },
} as const

const PAGE = 24

/** The front page, and what a search found: the same shelf. */
export function ShelfPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [query] = useSearchParams()
  const words = query.get('q') ?? ''
  const category = query.get('category') ?? ''
  const shelf = useInfiniteQuery({
    queryKey: ['shelf', words, category],
    queryFn: ({ pageParam, signal }) =>
      api<Answer<Shelved>>('/v1/shelf', {
        query: { query: words, category, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  const products = shelf.data?.pages.flatMap((page) => page.items)
  const heading =
    words !== ''
      ? t('title', { words })
      : category !== ''
        ? wordOf(DEPARTMENTS, category, language)
        : t('home')
  return (
    <Page key={heading} title={heading}>
      {words === '' && category === '' && <p className="lead">{t('lead')}</p>}
      <Departments words={words} chosen={category} />
      {shelf.error && <Failure error={shelf.error} retry={() => void shelf.refetch()} />}
      {!products && !shelf.error && <Loading />}
      {products?.length === 0 && (
        <Empty>
          <p>{t('none')}</p>
          <p className="soft">{t('hint')}</p>
        </Empty>
      )}
      <ul className="shelf" aria-label={t('products')} aria-busy={shelf.isPlaceholderData}>
        {products?.map((product) => (
          <Card key={product.asin} product={product} />
        ))}
      </ul>
      {shelf.hasNextPage && (
        <p className="more">
          <button
            type="button"
            className="quiet"
            aria-disabled={shelf.isFetchingNextPage}
            onClick={() => void shelf.fetchNextPage()}
          >
            {t('more')}
          </button>
        </p>
      )}
    </Page>
  )
}

function Departments({ words, chosen }: { readonly words: string; readonly chosen: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const to = (category: string) => {
    const query = new URLSearchParams({
      ...(words === '' ? {} : { q: words }),
      ...(category === '' ? {} : { category }),
    }).toString()
    return query === '' ? '/' : `/search?${query}`
  }
  return (
    <nav className="departments" aria-label={t('departments')}>
      {['', ...Object.keys(DEPARTMENTS)].map((name) => (
        <Link key={name} href={to(name)} aria-current={name === chosen ? 'true' : undefined}>
          {name === '' ? t('all') : wordOf(DEPARTMENTS, name, language)}
        </Link>
      ))}
    </nav>
  )
}

function Card({ product }: { readonly product: Shelved }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { offer, offers } = product
  return (
    <li className="card product">
      <Link href={pageOf(product)} className="to-product">
        <ProductPicture product={product} />
        <h2>{titleOf(product, language)}</h2>
      </Link>
      {offer ? (
        <>
          <Price asin={product.asin} offer={offer} />
          <p className="soft small">{t('offers', { n: offers })}</p>
        </>
      ) : (
        <p className="soft">{t('unavailable')}</p>
      )}
    </li>
  )
}
