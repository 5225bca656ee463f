import Alert from '@cloudscape-design/components/alert'
import { basisPoints } from '../../console/basis-points.ts'
import { type Terms, valueAt } from '../../console/policy/words.ts'
import { percent } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import type { Typed } from './terms.ts'

const SENTENCES = {
  off: {
    ja: '景品表示法の限度額を適用しないルールです。ポイントが景品類に当たらないことを確認してください。',
    en:
      'The premium cap would be off. ' +
      'Make sure that these points are no premium under Japan’s premiums law.',
  },
  above: {
    ja: '最高付与率{maximum}は景品類の限度率{cap}を超えます。限度を超えるポイントは出品時に警告されるだけで、設定できます。',
    en:
      'Points up to {maximum} may be offered, above the premium cap of {cap}. ' +
      'Sellers are warned, and may go on.',
  },
} as const

/** Warns where the rules would let points go above Japan's premium cap. */
export function PremiumWarning({ terms, typed }: { readonly terms: Terms; readonly typed: Typed }) {
  const t = useText(SENTENCES)
  const bps = (path: string) =>
    (typed[path] === undefined ? undefined : basisPoints(typed[path])) ??
    Number(valueAt(terms, path))
  const mode = typed['premiumCap.mode'] ?? valueAt(terms, 'premiumCap.mode')
  const [maximum, cap] = [bps('offering.maximumBps'), bps('premiumCap.rateBps')]
  if (mode === 'off') return <Alert type="warning">{t('off')}</Alert>
  if (mode === 'block' || maximum <= cap) return null
  const facts = { maximum: percent(maximum), cap: percent(cap) }
  return <Alert type="warning">{t('above', facts)}</Alert>
}
