import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import { byWord } from '../../console/by.ts'
import { count, moment, percent, pt, yen } from '../../kit/format.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Why } from '../../kit/why.tsx'
import type { Setting } from './answers.ts'
import { REASONS, SOURCES, STATUSES } from './words.ts'

const SENTENCES = {
  price: { ja: '価格', en: 'Price' },
  shipping: { ja: '配送料', en: 'Shipping' },
  points: { ja: 'ポイント', en: 'Points' },
  stock: { ja: '在庫', en: 'Stock' },
  status: { ja: 'ステータス', en: 'Status' },
  priceRule: {
    ja: '1個あたりの価格として、この変更で設定された値です。',
    en: 'The price of one unit that this change set.',
  },
  shippingRule: {
    ja: '1個あたりの配送料として、この変更で設定された値です。',
    en: 'The shipping of one unit that this change set.',
  },
  pointsRule: {
    ja: 'SKUに設定されたポイントです。1個あたりのポイントは価格から計算されます。',
    en: 'The points set for the SKU; those of one unit are computed from the price.',
  },
  none: { ja: 'なし', en: 'none' },
  unset: { ja: '設定なし', en: 'not set' },
  ofPrice: { ja: '{price}につき{points}', en: '{points} for {price}' },
  uncounted: { ja: '数えない', en: 'not counted' },
  rules: { ja: 'ルール バージョン{version}', en: 'rules version {version}' },
} as const

interface State {
  readonly price: number
  readonly shipping: number
  readonly points: Setting | null
  readonly stock: number | null
  readonly status: 'active' | 'inactive'
}

/** One change of an offer. */
export interface Change {
  readonly version: number
  readonly reason: string
  readonly by: string
  readonly source: keyof typeof SOURCES
  readonly policyVersion: number
  readonly at: string
  readonly before: State | null
  readonly after: State
}

/** One in an offer's history, which says what whoever made it is called. */
export interface Told extends Change {
  readonly byName: string | null
}

const FIELDS = ['price', 'points', 'shipping', 'stock', 'status'] as const

/** A field of an offer as it is read. */
function useWritten() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  return (state: State, name: (typeof FIELDS)[number]): string => {
    if (name === 'price' || name === 'shipping') return yen(state[name])
    if (name === 'stock') return state.stock === null ? t('uncounted') : count(state.stock)
    if (name === 'status') return STATUSES[state.status][language]
    const { points, price } = state
    if (points === null) return t('unset')
    if (points.by === 'percentage') return points.bps === 0 ? t('none') : percent(points.bps)
    return points.ofPrice === price
      ? pt(points.points)
      : t('ofPrice', { points: pt(points.points), price: yen(points.ofPrice) })
  }
}

/** One change with who made it, how and why. */
export function HistoryEntry({ change }: { readonly change: Told }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { reason, by, byName, source, policyVersion, at } = change
  const say = (words: Sentences, name: string) => words[name]?.[language] ?? name
  return (
    <li>
      <div>
        <strong>{say(REASONS, reason)}</strong>{' '}
        {reason === 'points_reset' && <Badge color="red">{t('points')}</Badge>}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        <time dateTime={at}>{moment(at, language)}</time>
        {` · ${SOURCES[source][language]} · ${byWord(by, byName, language)} · `}
        {t('rules', { version: policyVersion })}
      </Box>
      <ChangedFields change={change} />
    </li>
  )
}

interface ValueProps {
  readonly name: (typeof FIELDS)[number]
  readonly text: string
  readonly version: number
}

/** A value; an amount opens to what it is. */
function Value({ name, text, version }: ValueProps) {
  const t = useText(SENTENCES)
  if (name === 'stock' || name === 'status' || !/[￥\d]/.test(text)) return text
  const because = { title: t(name), text, rule: t(`${name}Rule`), policyVersion: version }
  return <Why because={because}>{text}</Why>
}

/** What a change changed, from what to what. */
export function ChangedFields({
  change: { before, after, policyVersion: version },
}: {
  readonly change: Change
}) {
  const t = useText(SENTENCES)
  const written = useWritten()
  const fields = FIELDS.flatMap((name) => {
    const [from, to] = [before && written(before, name), written(after, name)]
    return from === to ? [] : [{ name, from, to }]
  })
  return (
    <dl className="changed-fields">
      {fields.map(({ name, from, to }) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            {from !== null && (
              <>
                <Value name={name} text={from} version={version} /> →{' '}
              </>
            )}
            <strong>
              <Value name={name} text={to} version={version} />
            </strong>
          </dd>
        </div>
      ))}
    </dl>
  )
}
