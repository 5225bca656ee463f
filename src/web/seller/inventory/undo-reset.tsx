import Button from '@cloudscape-design/components/button'
import { say, unsay } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { Pt } from '../../kit/amount.tsx'
import { useText } from '../../kit/language.ts'
import { useSentence } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import { useOwnPath } from '../common/own-path.ts'

const SENTENCES = {
  reset: {
    ja: '{sku}の価格を保存しました。ポイント（{points}）は0にリセットされました。',
    en: 'Saved the price of {sku}. Its points ({points}) were reset to 0.',
  },
  points: { ja: '1個あたりのポイント', en: 'Points of one unit' },
  resetRule: {
    ja: '更新前の1個あたりのポイントです。価格だけの更新では、ルールにより0にリセットされます。',
    en: 'What one unit had before. By the rules an update of the price alone resets them to 0.',
  },
  undoneRule: {
    ja: 'リセット前の設定を、現在の価格で計算し直した1個あたりのポイントです。',
    en: 'The setting of before the reset, computed at the price of now, for one unit.',
  },
  undo: { ja: 'ポイントを元に戻す', en: 'Set the points again' },
  undoOf: { ja: '{sku}のポイントを元に戻す', en: 'Set the points of {sku} again' },
  undone: {
    ja: '{sku}のポイントを{points}に戻しました。',
    en: 'The points of {sku} are {points} again.',
  },
} as const

export function ResetSaid({ sku, points }: { readonly sku: string; readonly points: number }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const why = { title: t('points'), rule: t('resetRule') }
  return said('reset', { sku, points: <Pt amount={points} why={why} /> })
}

interface Props {
  readonly sku: string
  /** The version that its reader sees: what came after is not undone unseen. */
  readonly version: number
  readonly isInline?: boolean
}

/** Sets the points again that a price-only update took: one click. */
export function UndoReset({ sku, version, isInline = false }: Props) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const path = own(`listings/${encodeURIComponent(sku)}`)
  const { write, isWriting } = useWrite<void, { readonly effectivePoints: number }>(
    () => ({ method: 'POST', path: `${path}/undo`, headers: { 'if-match': `"${version}"` } }),
    {
      changes: ['listings', 'listing-counts', 'app-changes']
        .map((name) => [own(name)])
        .concat([[`${path}/history`]]),
      onDone: ({ effectivePoints }) => {
        unsay(`reset ${sku}`)
        say({ type: 'success', content: <Undone sku={sku} points={effectivePoints} /> })
      },
      onError: (error) => say({ type: 'error', content: <Wrong error={error} /> }),
    },
  )
  return (
    <Button
      variant={isInline ? 'inline-link' : 'normal'}
      loading={isWriting}
      ariaLabel={t('undoOf', { sku })}
      onClick={() => write()}
    >
      {t('undo')}
    </Button>
  )
}

function Undone({ sku, points }: { readonly sku: string; readonly points: number }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const why = { title: t('points'), rule: t('undoneRule') }
  return said('undone', { sku, points: <Pt amount={points} why={why} /> })
}

const Wrong = ({ error }: { readonly error: unknown }) => useSentence(error)
