import Button from '@cloudscape-design/components/button'
import { say, unsay } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { pt } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { useSentence } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'

const SENTENCES = {
  reset: {
    ja: '{sku}の価格を保存しました。ポイント（{points}）は0にリセットされました。',
    en: 'Saved the price of {sku}. Its points ({points}) were reset to 0.',
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
  return t('reset', { sku, points: pt(points) })
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
  return t('undone', { sku, points: pt(points) })
}

const Wrong = ({ error }: { readonly error: unknown }) => useSentence(error)
