import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useText } from './language.ts'

const SENTENCES = {
  close: { ja: '閉じる', en: 'Close' },
} as const

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A window over the page, which waits behind it. Escape and the cross close it. */
export function Dialog({ title, onClose, children }: Props) {
  const t = useText(SENTENCES)
  const heading = useId()
  const own = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    own.current?.showModal()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={own}
      className="kit-dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="kit-close" onClick={onClose} aria-label={t('close')}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 3l10 10M13 3L3 13" />
          </svg>
        </button>
      </header>
      {children}
    </dialog>
  )
}
