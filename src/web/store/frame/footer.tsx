import { useText } from '../../kit/language.ts'

const SENTENCES = {
  programme: {
    ja: 'ポイントは出品者が付与し、商品の発送後に確定します。1ポイント＝1円としてお使いいただけます。',
    en: 'Sellers fund the points. They are yours when the item ships; one point pays one yen.',
  },
  why: {
    ja: '点線の金額は、押すと「なぜその数字か」をご覧いただけます。',
    en: 'An amount with a dotted line opens to the reason why it is what it is.',
  },
} as const

export function Footer() {
  const t = useText(SENTENCES)
  return (
    <footer className="bottom">
      <p>{t('programme')}</p>
      <p>{t('why')}</p>
    </footer>
  )
}
