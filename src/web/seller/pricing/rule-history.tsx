import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../kit/api.ts'
import { moment, yen } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import type { RuleHappening } from './answers.ts'
import { becauseOf } from './words.ts'

const SENTENCES = {
  title: { ja: '経過', en: 'What it did, and why' },
  none: { ja: 'まだ何も起きていません。', en: 'Nothing has happened yet.' },
} as const

/** What was done to the rule and what it did, newest first, with reasons. */
export function RuleHistory({ path }: { readonly path: string }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: [`${path}/history`],
    queryFn: async ({ signal }) =>
      (await api<{ items: readonly RuleHappening[] }>(`${path}/history`, { signal })).items,
  })
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.length === 0 ? (
        <Box color="text-body-secondary">{t('none')}</Box>
      ) : (
        <ul className="desk-history">
          {data.map(({ id, at, because, priceBefore, price }) => (
            <li key={id}>
              <time dateTime={at}>{moment(at, language)}</time>
              <div>
                {becauseOf(because, language)}
                {priceBefore !== null && price !== null && (
                  <strong>
                    {' '}
                    {yen(priceBefore)} → {yen(price)}
                  </strong>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Container>
  )
}
