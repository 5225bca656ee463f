import { moment } from '../../kit/format.ts'
import { useLanguage } from '../../kit/language.ts'

interface Props {
  readonly at: string
  readonly style?: 'date' | 'minute'
}

/** A moment in Tokyo, in the reader's language. */
export function At({ at, style = 'minute' }: Props) {
  const language = useLanguage()
  return <time dateTime={at}>{moment(at, language, style)}</time>
}

/** A moment that there may not be. */
export const AtOrNone = ({ at }: { readonly at: string | null }) =>
  at === null ? '–' : <At at={at} />
