import '../common/seller.css'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation } from '@tanstack/react-query'
import { Problem, send } from '../../kit/api.ts'
import { moment } from '../../kit/format.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { AppRequest } from './answers.ts'
import { Asked } from './authorise.tsx'

const SENTENCES = {
  title: { ja: 'リクエストの詳細', en: 'One request' },
  at: { ja: '日時', en: 'When' },
  app: { ja: 'アプリ', en: 'App' },
  answer: { ja: '結果', en: 'Answer' },
  took: { ja: '所要時間', en: 'Took' },
  key: { ja: '冪等キー', en: 'Idempotency-Key' },
  id: { ja: 'リクエストID', en: 'Request id' },
  body: { ja: '送信内容', en: 'What was sent' },
  replay: { ja: 'もう一度読み出す', en: 'Ask it again' },
  replayed: { ja: '今の結果', en: 'The answer now' },
  noReplay: {
    ja: '更新のリクエストは画面から再送できません。冪等キーはアプリのものだからです。下のコマンドを使ってください。',
    en: 'A write is not sent again from here, because its key is the app’s own. Use the command.',
  },
  curl: { ja: 'コマンド（curl）', en: 'As a command (curl)' },
  copy: { ja: 'コピー', en: 'Copy' },
  copied: { ja: 'コピーしました。', en: 'Copied.' },
  notCopied: { ja: 'コピーできませんでした。', en: 'It could not be copied.' },
} as const

/**
 * Only readings of our own API are asked again: they change nothing and need no key of the app's.
 */
const canReplay = ({ method, path }: AppRequest): boolean =>
  method === 'GET' && path.startsWith('/v1/')

/** One request with all that is known of it. */
export function RequestDialog({
  one,
  onClose,
}: {
  readonly one: AppRequest
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const replay = useMutation({
    mutationFn: async () => {
      const response = await send(one.path, { headers: { accept: '*/*' } }).catch((error) => {
        if (error instanceof Problem) return error
        throw error
      })
      if (response instanceof Problem) return `${response.status} ${response.code}`
      return `${response.status}\n${pretty(await response.text())}`
    },
  })
  const facts = [
    ['at', moment(one.at, language)],
    ['app', one.appName],
    ['answer', one.code ? `${one.status} ${one.code}` : String(one.status)],
    ['took', `${one.ms} ms`],
    ['key', one.key ?? '–'],
    ['id', one.request],
  ] as const
  const curl = curlOf(one)
  return (
    <Asked
      title={t('title')}
      onClose={onClose}
      button={
        canReplay(one) && (
          <Button loading={replay.isPending} onClick={() => replay.mutate()}>
            {t('replay')}
          </Button>
        )
      }
    >
      <SpaceBetween size="m">
        <pre key="line" className="desk-code">{`${one.method} ${one.path}`}</pre>
        <KeyValuePairs
          key="facts"
          columns={2}
          items={facts.map(([name, value]) => ({ label: t(name), value }))}
        />
        {one.body !== null && (
          <div key="body">
            <Box variant="h4">{t('body')}</Box>
            <pre className="desk-code">{JSON.stringify(one.body, null, 2)}</pre>
          </div>
        )}
        {!canReplay(one) && (
          <Box key="no" color="text-body-secondary">
            {t('noReplay')}
          </Box>
        )}
        <div key="curl">
          <Box variant="h4">{t('curl')}</Box>
          <pre className="desk-code">{curl}</pre>
          <CopyToClipboard
            textToCopy={curl}
            copyButtonText={t('copy')}
            copySuccessText={t('copied')}
            copyErrorText={t('notCopied')}
          />
        </div>
        {replay.data && (
          <div key="replayed" role="status">
            <Box variant="h4">{t('replayed')}</Box>
            <pre className="desk-code">{replay.data}</pre>
          </div>
        )}
        {replay.error && <Failure key="failure" error={replay.error} />}
      </SpaceBetween>
    </Asked>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** The request as a command, with the token left to whoever runs it. */
function curlOf({ method, path, key, body }: AppRequest): string {
  const parts = [`curl -X ${method} ${quoted(location.origin + path)}`]
  parts.push('-H "Authorization: Bearer $TAMARU_TOKEN"')
  if (key !== null) parts.push(`-H ${quoted(`Idempotency-Key: ${key}`)}`)
  if (body !== null) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(body))}`)
  }
  return parts.join(' \\\n  ')
}
