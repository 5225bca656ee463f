import CloudscapeModal, { type ModalProps } from '@cloudscape-design/components/modal'
import { useEffect } from 'react'
import { useText } from '../kit/language.ts'
import { focusTitle } from './page.tsx'

const SENTENCES = { close: { ja: '閉じる', en: 'Close' } } as const

/** How long a page may take to hear what was done in a window, and to be drawn anew. */
const HEARD_MS = 2_000

/**
 * A button for what is done now goes, and the focus that came back to it would be nowhere: whoever
 * has no mouse would begin at the top of the page again. Then the page's title has it.
 */
function keepFocus(): void {
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) focusTitle()
  })
  observer.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => observer.disconnect(), HEARD_MS)
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
      const isNowhere = document.activeElement === document.body
      if (key === 'Escape' && isNowhere && !document.querySelector('dialog[open]')) onClose()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [onClose])
  useEffect(() => keepFocus, [])
  return <CloudscapeModal visible closeAriaLabel={t('close')} onDismiss={onClose} {...given} />
}
