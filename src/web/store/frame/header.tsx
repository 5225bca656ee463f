import './header.css'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { api } from '../../kit/api.ts'
import { pt } from '../../kit/format.ts'
import { setLanguage, useLanguage, useText } from '../../kit/language.ts'
import { useSession } from '../../kit/session.tsx'
import { setTheme, useTheme } from '../../kit/theme.ts'
import type { Balance } from '../answers.ts'
import { useCart } from '../cart/cart.ts'

const SENTENCES = {
  skip: { ja: '本文へ移動', en: 'Skip to the content' },
  home: { ja: '貯まるストア', en: 'Tamaru store' },
  search: { ja: '商品を検索', en: 'Search products' },
  go: { ja: '検索', en: 'Search' },
  menu: { ja: 'メニュー', en: 'Menu' },
  points: { ja: 'ポイント', en: 'Points' },
  orders: { ja: '注文履歴', en: 'Orders' },
  cart: { ja: 'カート', en: 'Cart' },
  items: { ja: '{n}点', en: '{n} item|{n} items' },
  login: { ja: 'ログイン', en: 'Log in' },
  logout: { ja: 'ログアウト', en: 'Log out' },
  dark: { ja: '暗い配色', en: 'Dark colours' },
  light: { ja: '明るい配色', en: 'Light colours' },
} as const

/** On top of every page: where to go, who is here, in which language and colours. */
export function Header() {
  const t = useText(SENTENCES)
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <div className="top-inner">
        <Link href="/" className="brand" aria-label={t('home')}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <circle cx="16" cy="16" r="15" />
            <path d="M9 12h14M16 12v10M11 17c1 3 3 5 5 5s4-2 5-5" />
          </svg>
          <span lang="ja">貯まる</span>
        </Link>
        <Search />
        <nav aria-label={t('menu')}>
          <Own />
          <CartLink />
          <Settings />
        </nav>
      </div>
    </header>
  )
}

function Search() {
  const t = useText(SENTENCES)
  const [, go] = useLocation()
  const [query] = useSearchParams()
  const asked = query.get('q') ?? ''
  const [text, setText] = useState(asked)
  useEffect(() => setText(asked), [asked])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const words = text.trim()
    go(words === '' ? '/' : `/search?q=${encodeURIComponent(words)}`)
  }
  return (
    <search>
      <form className="search" onSubmit={submit}>
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" aria-label={t('go')}>
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="8.5" cy="8.5" r="5.5" />
            <path d="m13 13 4.5 4.5" />
          </svg>
        </button>
      </form>
    </search>
  )
}

function Own() {
  const t = useText(SENTENCES)
  const { who, logOut } = useSession()
  const [at] = useLocation()
  if (who === undefined) return null
  if (who === null) {
    const to = at === '/login' ? '/' : at
    return <Link href={`/login?to=${encodeURIComponent(to)}`}>{t('login')}</Link>
  }
  return (
    <>
      {who.buyer !== null && <PointsLink buyer={who.buyer} />}
      <Link href="/orders">{t('orders')}</Link>
      <button type="button" onClick={logOut} title={who.name}>
        {t('logout')}
      </button>
    </>
  )
}

function PointsLink({ buyer }: { readonly buyer: string }) {
  const t = useText(SENTENCES)
  const { data } = useQuery({
    queryKey: ['points', buyer],
    queryFn: ({ signal }) =>
      api<Balance>(`/v1/buyers/${encodeURIComponent(buyer)}/points`, { signal }),
  })
  return (
    <Link href="/points" className="points-link">
      {t('points')} {data && <strong>{pt(data.available)}</strong>}
    </Link>
  )
}

function CartLink() {
  const t = useText(SENTENCES)
  const n = useCart().reduce((sum, line) => sum + line.quantity, 0)
  return (
    <Link href="/cart" className="cart-link">
      {t('cart')}
      {n > 0 && <span className="count">{t('items', { n })}</span>}
    </Link>
  )
}

function Settings() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const theme = useTheme()
  const [other, name] =
    language === 'ja' ? (['en', 'English'] as const) : (['ja', '日本語'] as const)
  return (
    <div className="settings">
      <button type="button" lang={other} onClick={() => setLanguage(other)}>
        {name}
      </button>
      <button
        type="button"
        className="theme"
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
        aria-label={theme === 'dark' ? t('light') : t('dark')}
        title={theme === 'dark' ? t('light') : t('dark')}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          {theme === 'dark' ? (
            <path d="M10 6a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 1v2m0 14v2M1 10h2m14 0h2M3.6 3.6 5 5m10 10 1.4 1.4m0-12.8L15 5M5 15l-1.4 1.4" />
          ) : (
            <path d="M16.5 12.5A7 7 0 0 1 7.5 3.5a7 7 0 1 0 9 9Z" />
          )}
        </svg>
      </button>
    </div>
  )
}
