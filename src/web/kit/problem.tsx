import { useQuery } from '@tanstack/react-query'
import { isAway, Problem } from './api.ts'
import { useLanguage, useText } from './language.ts'

const SENTENCES = {
  away: {
    ja: 'サーバーに接続できません。入力した内容はそのまま残っています。',
    en: 'The server does not answer. What you typed is still here.',
  },
  bug: {
    ja: '画面の不具合が発生しました。再読み込みしてください。',
    en: 'This page has a fault. Reload it.',
  },
  again: { ja: '再試行', en: 'Try again' },
  agreement: { ja: '規約を確認して同意する', en: 'Read and accept the agreement' },
} as const

/** Where somebody can do what was missing, by the code of the refusal. */
const WAYS_ON: Readonly<Record<string, readonly [path: string, name: keyof typeof SENTENCES]>> = {
  agreement_not_accepted: ['/seller/agreement', 'agreement'],
}

interface FieldError {
  readonly field: string
  readonly message: string
}

/** What went wrong, in the language that is spoken now, whichever the answer was in. */
export function useSentence(error: unknown): string {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const problem = error instanceof Problem ? error : undefined
  const foreign = problem !== undefined && problem.language !== language
  const translated = useQuery({
    queryKey: ['refusal', problem?.code, problem?.facts, language],
    queryFn: async () =>
      (await import('./refusal-sentence.ts')).refusalSentence(problem as Problem, language),
    enabled: foreign,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isAway(error)) return t('away')
  if (!problem) return t('bug')
  const fields = (problem.facts.errors ?? []) as readonly FieldError[]
  return [
    (foreign && translated.data) || problem.message,
    ...fields.map(({ field, message }) => `${field.replace(/^\//, '')}: ${message}`),
  ].join(' ')
}

/**
 * Whether what went wrong stands where an answer would. Not while the server is away and the last
 * answer is here: what somebody reads, or types into, stays, and that it is away is said above.
 */
export const isLost = (data: unknown, error: unknown): boolean =>
  Boolean(error) && (data === undefined || !isAway(error))

/** Says what went wrong, where it went wrong, with a way to try again. */
export function Failure({
  error,
  retry,
}: {
  readonly error: unknown
  readonly retry?: (() => void) | undefined
}) {
  const t = useText(SENTENCES)
  const sentence = useSentence(error)
  const wayOn = error instanceof Problem ? WAYS_ON[error.code] : undefined
  return (
    <div role="alert" className="kit-failure">
      <p>{sentence}</p>
      {wayOn && <a href={wayOn[0]}>{t(wayOn[1])}</a>}
      {retry && (
        <button type="button" onClick={retry}>
          {t('again')}
        </button>
      )}
    </div>
  )
}
