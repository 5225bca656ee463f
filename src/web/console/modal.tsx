import CloudscapeModal, { type ModalProps } from '@cloudscape-design/components/modal'
import { useEffect } from 'react'
import { useText } from '../kit/language.ts'

const SENTENCES = { close: { ja: '閉じる', en: 'Close' } } as const

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
  return <CloudscapeModal visible closeAriaLabel={t('close')} onDismiss={onClose} {...given} />
}
