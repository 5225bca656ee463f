import './imports.css'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { TableProps } from '@cloudscape-design/components/table'
import { useSearchParams } from 'wouter'
import { Download } from '../../console/download.tsx'
import { Page } from '../../console/page.tsx'
import { PagedTable } from '../../console/table.tsx'
import { usePages } from '../../console/use-pages.ts'
import { count, moment } from '../../kit/format.ts'
import { type Language, useLanguage, useText } from '../../kit/language.ts'
import { useOwnPath } from '../common/own-path.ts'
import type { ImportItem } from './answers.ts'
import { ImportPanel } from './import-panel.tsx'
import { State } from './state.tsx'
import { Upload } from './upload.tsx'

const SENTENCES = {
  title: { ja: 'ファイルで一括登録・更新', en: 'Upload a file of listings' },
  about: {
    ja: 'アップロードすると、まず変更内容を確認します。反映するまで何も変わりません。反映後も取り消せます。',
    en: 'A file is checked first: nothing changes until you write it, and all of it can be undone.',
  },
  templates: { ja: 'テンプレートと書き出し', en: 'Templates and export' },
  utf8: { ja: 'テンプレート（タブ区切り・UTF-8）', en: 'Template (tabs, UTF-8)' },
  sjis: { ja: 'テンプレート（CSV・Shift_JIS）', en: 'Template (CSV, Shift_JIS)' },
  export: { ja: '現在の在庫を書き出す', en: 'Export the inventory' },
  exportAbout: {
    ja: '書き出したファイルをそのままアップロードしても、何も変わりません。',
    en: 'An exported file, uploaded as it is, changes nothing.',
  },
  history: { ja: 'アップロードの履歴', en: 'Uploaded files' },
  empty: { ja: 'アップロードしたファイルはまだありません。', en: 'No file has been uploaded yet.' },
  name: { ja: 'ファイル名', en: 'File' },
  state: { ja: '状態', en: 'State' },
  rows: { ja: '行数', en: 'Rows' },
  when: { ja: '日時', en: 'When' },
} as const

/** Listings as files: uploaded, looked at, written, undone; templates and what there is. */
export default function ImportPage() {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const [query, setQuery] = useSearchParams()
  const id = Number(query.get('import') ?? 0)
  const pages = usePages<ImportItem>(own('imports'), {}, 20)
  const show = (next: number) => setQuery({ import: String(next) })
  const form = { header: language }
  return (
    <Page title={t('title')} about={t('about')}>
      <SpaceBetween size="l">
        <Upload onUploaded={show} />
        {id > 0 && <ImportPanel key={id} id={id} />}
        <Container header={<Header variant="h2">{t('templates')}</Header>}>
          <SpaceBetween size="s">
            <div className="import-files">
              <Download
                path={own('listing-template')}
                query={{ ...form, format: 'tsv', encoding: 'utf-8' }}
                name="listings.txt"
              >
                {t('utf8')}
              </Download>
              <Download
                path={own('listing-template')}
                query={{ ...form, format: 'csv', encoding: 'shift_jis' }}
                name="listings.csv"
              >
                {t('sjis')}
              </Download>
              <Download path={own('listing-file')} query={form} name="listings.txt">
                {t('export')}
              </Download>
            </div>
            <p className="import-soft">{t('exportAbout')}</p>
          </SpaceBetween>
        </Container>
        <PagedTable
          pages={pages}
          label={t('history')}
          empty={t('empty')}
          trackBy="id"
          header={<Header variant="h2">{t('history')}</Header>}
          columnDefinitions={columnsOf(t, language, show)}
        />
      </SpaceBetween>
    </Page>
  )
}

function columnsOf(
  t: (name: keyof typeof SENTENCES) => string,
  language: Language,
  show: (id: number) => void,
): TableProps.ColumnDefinition<ImportItem>[] {
  return [
    {
      ...{ id: 'name', header: t('name'), isRowHeader: true },
      cell: ({ id, name }) => (
        <Link
          href={`?import=${id}`}
          onFollow={(event) => {
            event.preventDefault()
            show(id)
          }}
        >
          {name}
        </Link>
      ),
    },
    { id: 'state', header: t('state'), cell: ({ state }) => <State state={state} /> },
    { id: 'rows', header: t('rows'), cell: ({ rows }) => count(rows) },
    { id: 'when', header: t('when'), cell: ({ createdAt }) => moment(createdAt, language) },
  ]
}
