import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { Yen } from '../../kit/amount.tsx'
import { api } from '../../kit/api.ts'
import { count, moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import type { RuleTerms, Simulated } from './answers.ts'
import { Move } from './rule-amounts.tsx'
import { becauseOf } from './words.ts'

const SENTENCES = {
  try: { ja: '過去30日の記録で試す', en: 'Try it on the last 30 days' },
  result: {
    ja: '記録された変更{n}件で試した結果：価格の変更{moves}回、最後の価格は{price}。',
    en: 'On {n} recorded changes of offers: {moves} changes of the price, {price} at the end.',
  },
  price: { ja: '最後の価格', en: 'Price at the end' },
  priceRule: {
    ja: '記録された出品の変更に、このルールを順に当てはめた最後の価格です。下の経過がその内訳です。',
    en: 'The rule applied to each recorded change in turn; the moves below lead to it.',
  },
  featured: {
    ja: 'カート獲得率 {before} → {after}',
    en: 'featured {before} → {after} of the time',
  },
  damped: { ja: '値下げ競争を避けた回数：{n}', en: 'held back as a price war: {n} times' },
  none: {
    ja: 'この期間に出品の変更が記録されていないため、試せません。',
    en: 'No change of an offer was recorded in that time, so there is nothing to try it on.',
  },
  more: { ja: 'ほかに{n}回', en: 'and {n} more' },
  flatters: {
    ja: '他の出品者はこの価格に反応しないものとして計算しています。',
    en: 'The others are taken as recorded: nobody answers a price that was never there.',
  },
} as const

/** Moves of the price that are named. */
const MOVES_SHOWN = 20

const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${Math.round((part / whole) * 100)}%`

/** What the rule would have done, before it is switched on. Changes nothing. */
export function Simulation({ path, terms }: { readonly path: string; readonly terms: RuleTerms }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const why = { title: t('price'), rule: t('priceRule') }
  const language = useLanguage()
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: (asked: RuleTerms) =>
      api<Simulated>(`${path}/simulate`, { method: 'POST', body: { ...asked, days: 30 } }),
  })
  return (
    <SpaceBetween size="s">
      <Button loading={isPending} onClick={() => mutate(terms)}>
        {t('try')}
      </Button>
      {error && <Failure error={error} />}
      {data && (
        <div role="status" className="desk-simulation">
          {data.changes === 0 ? (
            <Box>{t('none')}</Box>
          ) : (
            <>
              <Box>
                {said('result', {
                  ...{ n: count(data.changes), moves: count(data.moves.length) },
                  price: <Yen amount={data.price} why={why} />,
                })}
              </Box>
              <Box>
                {t('featured', {
                  before: share(data.featuredAsRecorded, data.span),
                  after: share(data.featuredWithRule, data.span),
                })}
                {data.damped > 0 && ` · ${t('damped', { n: count(data.damped) })}`}
              </Box>
              <ul className="desk-history">
                {data.moves.slice(0, MOVES_SHOWN).map((move, index) => (
                  <li key={`${move.at} ${index.toString()}`}>
                    <time dateTime={move.at}>{moment(move.at, language)}</time>
                    <div>
                      <Move {...move} /> {becauseOf(move.because, language)}
                    </div>
                  </li>
                ))}
              </ul>
              {data.moves.length > MOVES_SHOWN && (
                <Box color="text-body-secondary">
                  {t('more', { n: count(data.moves.length - MOVES_SHOWN) })}
                </Box>
              )}
            </>
          )}
          <Box color="text-body-secondary">{t('flatters')}</Box>
        </div>
      )}
    </SpaceBetween>
  )
}
