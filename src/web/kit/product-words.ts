import type { Language, Sentences } from './language.ts'

interface Titled {
  readonly titleJa: string | null
  readonly titleEn: string | null
  readonly sku?: string
}

/** What a product is called in a language: by its Japanese name, else its SKU, where it has none. */
export const titleOf = ({ titleJa, titleEn, sku = '' }: Titled, language: Language): string =>
  ((language === 'en' ? titleEn : null) ?? titleJa) || sku

/** The departments of the programme's fee table. */
export const DEPARTMENTS: Sentences = {
  electronics: { ja: '家電', en: 'Electronics' },
  computers: { ja: 'パソコン周辺', en: 'Computers' },
  home: { ja: '暮らし', en: 'Home' },
  grocery: { ja: '食品', en: 'Grocery' },
  beauty: { ja: 'ビューティー', en: 'Beauty' },
  fashion: { ja: 'ファッション', en: 'Fashion' },
  book: { ja: '本', en: 'Books' },
  toys: { ja: 'おもちゃ', en: 'Toys' },
}

export const CONDITIONS: Sentences = {
  new: { ja: '新品', en: 'New' },
  refurbished: { ja: '整備済み', en: 'Refurbished' },
  used_like_new: { ja: '中古・ほぼ新品', en: 'Used, like new' },
  used_very_good: { ja: '中古・非常に良い', en: 'Used, very good' },
  used_good: { ja: '中古・良い', en: 'Used, good' },
  used_acceptable: { ja: '中古・可', en: 'Used, acceptable' },
  collectible_like_new: { ja: 'コレクター商品・ほぼ新品', en: 'Collectible, like new' },
  collectible_very_good: { ja: 'コレクター商品・非常に良い', en: 'Collectible, very good' },
  collectible_good: { ja: 'コレクター商品・良い', en: 'Collectible, good' },
  collectible_acceptable: { ja: 'コレクター商品・可', en: 'Collectible, acceptable' },
}

export const wordOf = (words: Sentences, name: string, language: Language): string =>
  words[name]?.[language] ?? name
