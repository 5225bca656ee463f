import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { count } from '../../../kit/format.ts'
import { useText } from '../../../kit/language.ts'
import type { BulkSum } from './answers.ts'

const SENTENCES = {
  would: {
    ja: '{changed}件が変わり、{unchanged}件はそのまま、{refused}件は変更できません。',
    en: '{changed} would change, {unchanged} stay the same, {refused} can not change.',
  },
  did: {
    ja: '{changed}件を変更しました。{unchanged}件はそのまま、{refused}件は変更できませんでした。',
    en: '{changed} changed, {unchanged} stayed the same, {refused} could not change.',
  },
  warned: {
    ja: '{n}件に注意があります。例：{message}',
    en: '{n} come with a warning, such as: {message}',
  },
  refused: { ja: '変更できない例', en: 'Some that can not change' },
} as const

/** What a change over a filter did, or would do. */
export function Outcome({ sum, isDone }: { readonly sum: BulkSum; readonly isDone: boolean }) {
  const t = useText(SENTENCES)
  const { changed, unchanged, refused, warned, named } = sum
  const facts = {
    ...{ changed: count(changed), unchanged: count(unchanged), refused: count(refused) },
  }
  const message = named.warned[0]?.warnings[0]?.message ?? ''
  return (
    <SpaceBetween size="s">
      <p role="status">{t(isDone ? 'did' : 'would', facts)}</p>
      {warned > 0 && <Alert type="warning">{t('warned', { n: count(warned), message })}</Alert>}
      {named.refused.length > 0 && (
        <div>
          <strong>{t('refused')}</strong>
          <ul>
            {named.refused.slice(0, 5).map(({ sku, message }) => (
              <li key={sku}>
                {sku}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </SpaceBetween>
  )
}
