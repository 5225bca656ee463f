import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../kit/api.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { useIntent } from '../../kit/intent.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { titleOf } from '../../kit/product-words.ts'
import { useWrite } from '../../kit/write.ts'
import type { Order, OrderLine } from '../answers.ts'
import { openUnits } from './order-words.ts'

const SENTENCES = {
  open: { ja: '未発送の商品をキャンセル', en: 'Cancel what has not shipped' },
  title: { ja: '商品のキャンセル', en: 'Cancel items' },
  about: {
    ja: 'キャンセルする商品を選んでください。発送前のため獲得ポイントの取消はありません。利用ポイントは残高に戻ります。',
    en: 'Choose what to cancel. Nothing was earned yet; points you paid with go back to you.',
  },
  item: { ja: '{title}（{n}点）', en: '{title} ({n})' },
  confirm: { ja: 'キャンセルを確定する', en: 'Cancel these items' },
  keep: { ja: 'やめる', en: 'Keep them' },
  done: { ja: 'キャンセルしました。', en: 'It is cancelled.' },
} as const

/** Cancelling what has not shipped yet, item by item. */
export function Cancel({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const [isOpen, setOpen] = useState(false)
  const [isDone, setDone] = useState(false)
  const lines = order.lines.filter((line) => openUnits(line) > 0)
  const close = (done: boolean) => {
    setOpen(false)
    setDone(done)
  }
  return (
    <>
      {lines.length > 0 && (
        <button type="button" className="quiet" onClick={() => setOpen(true)}>
          {t('open')}
        </button>
      )}
      <p role="status" className="said">
        {isDone && t('done')}
      </p>
      {isOpen && <Choose order={order} lines={lines} onClose={close} />}
    </>
  )
}

interface ChooseProps {
  readonly order: Order
  readonly lines: readonly OrderLine[]
  readonly onClose: (done: boolean) => void
}

function Choose({ order: { order }, lines, onClose }: ChooseProps) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const client = useQueryClient()
  const intent = useIntent()
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set(lines.map(({ line }) => line)))
  const toggle = (line: number, isChosen: boolean) => {
    const others = [...chosen].filter((other) => other !== line)
    setChosen(new Set(isChosen ? [...others, line] : others))
  }
  const cancel = useWrite({
    send: () => {
      const units = lines
        .filter(({ line }) => chosen.has(line))
        .map((line) => ({ line: line.line, quantity: openUnits(line) }))
      const key = intent.keyFor(units)
      const at = `/v1/orders/${encodeURIComponent(order)}/cancellations`
      return api(at, { method: 'POST', body: { units }, key })
    },
    onSuccess: async () => {
      intent.done()
      for (const queryKey of [['order', order], ['orders'], ['points'], ['explanation']]) {
        await client.invalidateQueries({ queryKey })
      }
      onClose(true)
    },
    onError: () => void client.invalidateQueries({ queryKey: ['order', order] }),
  })
  const ready = chosen.size > 0 && !cancel.isPending
  return (
    <Dialog title={t('title')} onClose={() => onClose(false)}>
      <p>{t('about')}</p>
      {lines.map((line) => (
        <label key={line.line} className="choice">
          <input
            type="checkbox"
            checked={chosen.has(line.line)}
            onChange={(event) => toggle(line.line, event.target.checked)}
          />{' '}
          {t('item', { title: titleOf(line, language) || line.sku, n: openUnits(line) })}
        </label>
      ))}
      {cancel.error && <Failure error={cancel.error} />}
      <div className="row">
        <button
          type="button"
          className="kit-primary"
          aria-disabled={!ready}
          onClick={() => ready && cancel.write()}
        >
          {t('confirm')}
        </button>
        <button type="button" className="plain" onClick={() => onClose(false)}>
          {t('keep')}
        </button>
      </div>
    </Dialog>
  )
}
