import CloudscapeModal, { type ModalProps } from '@cloudscape-design/components/modal'
import { useEffect } from 'react'
import { useText } from '../kit/language.ts'
import { focusTitle } from './page.tsx'

const SENTENCES = { close: { ja: '閉じる', en: 'Close' } } as const

const isFocusNowhere = (): boolean => document.activeElement === document.body

/**
 * When a window has closed, the focus is back on what opened it. A button for what is done now goes
 * once the page has heard of it, and the focus would be nowhere: whoever has no mouse would begin
 * at the top of the page again. Then the page's title has it. However long that takes: until
 * somebody moves the focus, or points elsewhere.
 */
function keepFocus(): void {
  if (isFocusNowhere()) {
    focusTitle()
    return
  }
  const observer = new MutationObserver(() => {
    // The title's focus ends it, like any other.
    if (isFocusNowhere()) focusTitle()
  })
  const over = new AbortController()
  const { signal } = over
  signal.addEventListener('abort', () => observer.disconnect())
  for (const moved of ['focusin', 'pointerdown']) {
    document.addEventListener(moved, () => over.abort(), { signal })
  }
  observer.observe(document.body, { childList: true, subtree: true })
}

interface Props extends Pick<ModalProps, 'header' | 'footer' | 'size' | 'children'> {
  readonly onClose: () => void
}

/**
 * A window over a console's page. Escape and the cross close it, and the focus goes back to where
 * it came from. The component hears Escape only while the focus is inside: not after a click on
 * its text, nor when the button that was pressed is gone. Then the page hears it.
 */
export function Modal({ onClose, ...given }: Props) {
  const t = useText(SENTENCES)
  useEffect(() => {
    const hear = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && isFocusNowhere() && !document.querySelector('dialog[open]')) onClose()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [onClose])
  useEffect(() => keepFocus, [])
  return <CloudscapeModal visible closeAriaLabel={t('close')} onDismiss={onClose} {...given} />
}
