import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useLanguage } from '../../kit/language.ts'
import { type ImportItem, isMoving } from './answers.ts'
import { STATES } from './words.ts'

/** How far an uploaded file is. */
export function State({ state }: Pick<ImportItem, 'state'>) {
  const language = useLanguage()
  const type =
    state === 'failed'
      ? 'error'
      : state === 'applied'
        ? 'success'
        : isMoving(state)
          ? 'in-progress'
          : 'info'
  return <StatusIndicator type={type}>{STATES[state][language]}</StatusIndicator>
}
