import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api } from '../../kit/api.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { useDraft } from '../../kit/draft.ts'
import { moment } from '../../kit/format.ts'
import { useIntent } from '../../kit/intent.ts'
import { type Sentences, useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { titleOf } from '../../kit/product-words.ts'
import { useWrite } from '../../kit/write.ts'
import type { Page as Answer, Claim, Order } from '../answers.ts'

const SENTENCES = {
  open: { ja: 'マーケットプレイス保証を申請', en: 'Claim under the guarantee' },
  title: { ja: 'マーケットプレイス保証の申請', en: 'Guarantee claim' },
  about: {
    ja: '商品が届かない、説明と違うなどの場合に申請できます。運営が認めると返金され、その商品で獲得したポイントは取り消されます。',
    en:
      'For what never came or is not as described. If it is granted you are refunded, ' +
      'and its points are taken back.',
  },
  items: { ja: '対象の商品', en: 'Items' },
  reason: { ja: '理由', en: 'Reason' },
  needed: { ja: '商品と理由を入力してください。', en: 'Choose an item and say why.' },
  send: { ja: '申請する', en: 'Send the claim' },
  cancel: { ja: 'やめる', en: 'Leave it' },
  history: { ja: '保証の申請', en: 'Guarantee claims' },
  asked: { ja: '{when}に申請', en: 'Asked on {when}' },
  answer: { ja: '運営からの回答：{answer}', en: 'The marketplace says: {answer}' },
} as const

const STATES: Sentences<Claim['state']> = {
  open: { ja: '確認中', en: 'Being looked at' },
  granted: { ja: '承認（返金済み）', en: 'Granted and refunded' },
  declined: { ja: '不承認', en: 'Declined' },
}

const REASON_MAX = 500

/** The claims on an order, open and decided, newest first. */
function useClaims(order: string) {
  return useQuery({
    queryKey: ['order', order, 'claims'],
    queryFn: async ({ signal }) => {
      const read = (state: 'open' | 'decided') =>
        api<Answer<Claim>>('/v1/claims', { query: { state, limit: 200 }, signal })
      const [open, decided] = await Promise.all([read('open'), read('decided')])
      return [...open.items, ...decided.items].filter((claim) => claim.order === order)
    },
  })
}

/** Claims on an order: what came of them, and asking for one once something has shipped. */
export function Claims({ order }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useClaims(order.order)
  if (isLost(data, error)) return <Failure error={error} retry={() => void refetch()} />
  const claims = data ?? []
  const canAsk =
    order.lines.some((line) => line.shippedQuantity > 0) &&
    !claims.some(({ state }) => state === 'open')
  return (
    <>
      {claims.length > 0 && (
        <section className="claims">
          <h2>{t('history')}</h2>
          {claims.map((claim) => (
            <div key={claim.id}>
              <p>
                <span className={`badge ${claim.state}`}>{STATES[claim.state][language]}</span>{' '}
                <span className="soft small">
                  {t('asked', { when: moment(claim.askedAt, language) })}
                </span>
              </p>
              <p className="small">{claim.reason}</p>
              {claim.answer !== null && (
                <p className="soft small">{t('answer', { answer: claim.answer })}</p>
              )}
            </div>
          ))}
        </section>
      )}
      {canAsk && (
        <button type="button" className="plain" onClick={() => setOpen(true)}>
          {t('open')}
        </button>
      )}
      {isOpen && <Ask order={order} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Sends a claim; asked again after an answer got lost, it is the same claim. */
function useAsk(order: string, body: Pick<Claim, 'lines' | 'reason'>, onDone: () => void) {
  const client = useQueryClient()
  const intent = useIntent()
  const lookAgain = () => client.invalidateQueries({ queryKey: ['order', order] })
  return useWrite({
    send: () => {
      const at = `/v1/orders/${encodeURIComponent(order)}/claim-requests`
      return api(at, { method: 'POST', body, key: intent.keyFor(body) })
    },
    onSuccess: async () => {
      intent.done()
      await lookAgain()
      onDone()
    },
    onError: () => void lookAgain(),
  })
}

function Ask({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const id = useId()
  const shipped = order.lines.filter((line) => line.shippedQuantity > 0)
  const [reason, setReason, forget] = useDraft(`claim ${order.order}`, '')
  const [left, setLeft] = useState<readonly number[]>([])
  const lines = shipped.map(({ line }) => line).filter((line) => !left.includes(line))
  const claim = useAsk(order.order, { lines, reason: reason.trim() }, () => {
    forget()
    onClose()
  })
  const whole = lines.length > 0 && reason.trim() !== ''
  const ready = whole && !claim.isPending
  const toggle = (line: number, isChosen: boolean) =>
    setLeft(isChosen ? left.filter((other) => other !== line) : [...left, line])
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <p>{t('about')}</p>
      <fieldset className="plain-set">
        <legend>{t('items')}</legend>
        {shipped.map((line) => (
          <label key={line.line} className="choice">
            <input
              type="checkbox"
              checked={lines.includes(line.line)}
              onChange={(event) => toggle(line.line, event.target.checked)}
            />{' '}
            {titleOf(line, language) || line.sku}
          </label>
        ))}
      </fieldset>
      <div className="kit-form">
        <label htmlFor={id}>{t('reason')}</label>
        <textarea
          id={id}
          rows={3}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      {!whole && <p className="soft small">{t('needed')}</p>}
      {claim.error && <Failure error={claim.error} />}
      <div className="row">
        <button
          type="button"
          className="kit-primary"
          aria-disabled={!ready}
          onClick={() => ready && claim.write()}
        >
          {t('send')}
        </button>
        <button type="button" className="plain" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Dialog>
  )
}
