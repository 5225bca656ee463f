import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { Download } from '../../console/download.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { count } from '../../kit/format.ts'
import { filled, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { type Import, isMoving } from './answers.ts'
import { State } from './state.tsx'
import { WARNED } from './words.ts'

const SENTENCES = {
  loading: { ja: '読み込み中…', en: 'Loading…' },
  apply: { ja: '{n}件を反映する', en: 'Write {n} changes' },
  nothing: { ja: '反映する変更はありません。', en: 'There is nothing to write.' },
  rollback: { ja: '取り消す（元に戻す）', en: 'Undo all of it' },
  errorFile: { ja: 'エラー行をダウンロード', en: 'Download the wrong rows' },
  errorAbout: {
    ja: 'エラーの行がそのまま、理由の列を付けて入っています。直して、そのままアップロードできます。',
    en: 'The same rows with a column of reasons; mended, it can be uploaded as it is.',
  },
  progress: { ja: '{done} / {rows}行', en: '{done} of {rows} rows' },
  created: { ja: '新規', en: 'New' },
  willChange: { ja: '変更', en: 'Will change' },
  changed: { ja: '変更済み', en: 'Changed' },
  unchanged: { ja: '変更なし', en: 'Unchanged' },
  skipped: { ja: 'スキップ', en: 'Skipped' },
  error: { ja: 'エラー', en: 'Error' },
  errors: { ja: 'エラーの行', en: 'Wrong rows' },
  first: { ja: '最初の{n}件', en: 'the first {n}' },
  line: { ja: '行', en: 'Line' },
  column: { ja: '列', en: 'Column' },
  reason: { ja: '理由', en: 'Reason' },
  undone: {
    ja: '{restored}件を元に戻しました。{kept}件はその後の変更があるため、そのままです。',
    en: '{restored} are as they were before. {kept} changed since, and stay as they are.',
  },
  failed: {
    ja: '処理中に問題が発生しました。もう一度アップロードしてください。',
    en: 'Something went wrong on the way. Upload it again.',
  },
} as const

const EVERY_MS = 700

/** An uploaded file: what it would do, doing it with progress, what was wrong, and undoing it. */
export function ImportPanel({ id }: { readonly id: number }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const path = own(`imports/${id}`)
  const { data, error, refetch } = useQuery({
    queryKey: [path, language],
    queryFn: ({ signal }) => api<Import>(path, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.state) ? EVERY_MS : false),
  })
  const changes = [[path], [own('imports')], [own('listings')], [own('listing-counts')]]
  const step = useWrite<'apply' | 'rollback'>(
    (name) => ({ method: 'POST', path: `${path}/${name}` }),
    { changes },
  )
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  if (!data) {
    return (
      <p role="status" className="loading">
        <Spinner /> {t('loading')}
      </p>
    )
  }
  const { state, name, created, changed, refused, undone } = data
  const n = created + changed
  return (
    <section className="import-panel" aria-label={name}>
      <Container
        header={
          <Header
            variant="h2"
            description={<State state={state} />}
            actions={
              <div className="import-files">
                {state === 'checked' && n > 0 && (
                  <Button
                    variant="primary"
                    loading={step.isWriting}
                    onClick={() => step.write('apply')}
                  >
                    {t('apply', { n: count(n) })}
                  </Button>
                )}
                {state === 'applied' && (
                  <Button loading={step.isWriting} onClick={() => step.write('rollback')}>
                    {t('rollback')}
                  </Button>
                )}
              </div>
            }
          >
            {name}
          </Header>
        }
      >
        <SpaceBetween size="m">
          {step.error !== null && <Failure error={step.error} />}
          {isMoving(state) && <Progress data={data} />}
          {state === 'failed' && <Alert type="error">{t('failed')}</Alert>}
          {undone && (
            <Alert type="success">
              {t('undone', { restored: count(undone.restored), kept: count(undone.kept) })}
            </Alert>
          )}
          <Sums data={data} />
          {state === 'checked' && n === 0 && <p>{t('nothing')}</p>}
          {data.warnings.map(({ warning, rows }) => (
            <Alert key={warning} type="warning">
              {filled(WARNED[warning]?.[language] ?? warning, { n: rows })}
            </Alert>
          ))}
          {refused > 0 && !isMoving(state) && <Errors data={data} path={`${path}/refused`} />}
        </SpaceBetween>
      </Container>
    </section>
  )
}

function Progress({ data: { done, rows } }: { readonly data: Import }) {
  const t = useText(SENTENCES)
  const text = t('progress', { done: count(done), rows: count(rows) })
  return (
    <ProgressBar
      ariaLabel={t('loading')}
      value={rows === 0 ? 0 : Math.min(100, Math.floor((100 * done) / rows))}
      additionalInfo={text}
    />
  )
}

function Sums({ data }: { readonly data: Import }) {
  const t = useText(SENTENCES)
  const isBefore = data.state === 'checking' || data.state === 'checked'
  const sums = [
    [t('created'), data.created],
    [t(isBefore ? 'willChange' : 'changed'), data.changed],
    [t('unchanged'), data.unchanged],
    [t('skipped'), data.skipped],
    [t('error'), data.refused],
  ] as const
  return (
    <dl className="import-sums">
      {sums.map(([label, n]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{count(n)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Errors({ data, path }: { readonly data: Import; readonly path: string }) {
  const t = useText(SENTENCES)
  const { errors, refused } = data
  const more = refused > errors.length ? `(${t('first', { n: errors.length })})` : undefined
  return (
    <SpaceBetween size="s">
      <Table
        variant="borderless"
        items={[...errors]}
        ariaLabels={{ tableLabel: t('errors') } as never}
        header={
          <Header
            variant="h3"
            {...(more ? { counter: more } : {})}
            actions={
              <Download path={path} name={`refused-${data.id}.txt`}>
                {t('errorFile')}
              </Download>
            }
          >
            {t('errors')}
          </Header>
        }
        columnDefinitions={[
          { id: 'line', header: t('line'), cell: ({ line }) => line, isRowHeader: true },
          { id: 'column', header: t('column'), cell: ({ column }) => column ?? '–' },
          { id: 'reason', header: t('reason'), cell: ({ message }) => message },
        ]}
      />
      <p className="import-soft">{t('errorAbout')}</p>
    </SpaceBetween>
  )
}
