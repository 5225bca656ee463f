import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ColumnChoice, DEFAULT_COLUMNS, isLocked } from '../../../rules/index.ts'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { useSentence } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { COLUMNS } from './words.ts'

const SENTENCES = {
  title: { ja: '表示設定', en: 'Preferences' },
  confirm: { ja: '保存', en: 'Save' },
  cancel: { ja: 'キャンセル', en: 'Cancel' },
  columns: { ja: '列', en: 'Columns' },
  locked: {
    ja: '「ポイント」列は非表示にできません。価格だけの変更でポイントがリセットされるのを防ぐためです。',
    en: 'Points can not be hidden: a price changed alone resets them, so both are seen together.',
  },
  everybody: {
    ja: 'ここでの選択は、この出品者アカウントの全員の既定になります。',
    en: 'What you choose becomes the default of everybody who works for this seller.',
  },
  pageSize: { ja: '1ページの件数', en: 'Listings on a page' },
  rows: { ja: '{n}件', en: '{n} listings' },
  density: { ja: '行間を詰める', en: 'Compact rows' },
  densityAbout: { ja: 'より多くの出品を表示します。', en: 'Shows more listings at once.' },
  saved: { ja: '表示設定を保存しました。', en: 'Preferences saved.' },
} as const

export interface Preferences {
  readonly columns: readonly ColumnChoice[]
  readonly pageSize: number
  readonly density: 'comfortable' | 'compact'
}

const AT_FIRST: Preferences = { columns: DEFAULT_COLUMNS, pageSize: 50, density: 'comfortable' }
const SIZES = [20, 50, 100, 200]

const usePath = () => useOwnPath()('inventory-preferences')

/** How this seller sees its inventory; undefined until it is known. */
export function usePreferences(): Preferences | undefined {
  const path = usePath()
  const { data, error } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<Preferences>(path, { signal }),
  })
  return data ?? (error ? AT_FIRST : undefined)
}

/** Columns, their order and the size of a page. Points have no switch, and it is said why. */
export function PreferencesButton({ preferences }: { readonly preferences: Preferences }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const client = useQueryClient()
  const path = usePath()
  const { write } = useWrite<Preferences, Preferences>((body) => ({ method: 'PUT', path, body }), {
    onDone: (kept) => {
      client.setQueryData([path], kept)
      say({ type: 'success', name: 'preferences', content: <Saved /> })
    },
    onError: (error) => say({ type: 'error', content: <Wrong error={error} /> }),
  })
  const { columns, pageSize, density } = preferences
  return (
    <CollectionPreferences
      title={t('title')}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      contentBefore={<p className="cell-soft">{t('everybody')}</p>}
      preferences={{
        pageSize,
        contentDensity: density,
        contentDisplay: columns.map(({ column, shown }) => ({ id: column, visible: shown })),
      }}
      pageSizePreference={{
        title: t('pageSize'),
        options: SIZES.map((n) => ({ value: n, label: t('rows', { n }) })),
      }}
      contentDensityPreference={{ label: t('density'), description: t('densityAbout') }}
      contentDisplayPreference={{
        title: t('columns'),
        description: t('locked'),
        options: columns.map(({ column }) => ({
          id: column,
          label: COLUMNS[column][language],
          alwaysVisible: isLocked(column),
        })),
      }}
      onConfirm={({ detail }) => {
        const shown = new Map(
          (detail.contentDisplay ?? []).map((item) => [item.id, item.visible] as const),
        )
        const chosen = [...shown.keys()] as ColumnChoice['column'][]
        const next: Preferences = {
          columns: chosen.map((column) => ({ column, shown: shown.get(column) ?? true })),
          pageSize: detail.pageSize ?? pageSize,
          density: detail.contentDensity ?? density,
        }
        client.setQueryData([path], next)
        write(next)
      }}
    />
  )
}

function Saved() {
  const t = useText(SENTENCES)
  return t('saved')
}

const Wrong = ({ error }: { readonly error: unknown }) => useSentence(error)
