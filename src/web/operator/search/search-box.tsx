import { useState } from 'react'
import { useLocation } from 'wouter'
import { useText } from '../../kit/language.ts'

const SENTENCES = {
  find: { ja: '注文番号・出品者・SKU・購入者を検索', en: 'Find an order, seller, SKU or buyer' },
} as const

/** Goes to whatever has the name that is typed. */
export function SearchBox() {
  const t = useText(SENTENCES)
  const [, go] = useLocation()
  const [text, setText] = useState('')
  return (
    <search className="console-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const query = text.normalize('NFKC').trim()
          if (query === '') return
          setText('')
          go(`/operator/search?${new URLSearchParams({ query })}`)
        }}
      >
        <input
          type="search"
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('find')}
          placeholder={t('find')}
        />
      </form>
    </search>
  )
}
