import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { Modal } from '../../console/modal.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Order } from './answers.ts'
import { allOpen, UnitFields, unitsOf } from './unit-fields.tsx'

const SENTENCES = {
  title: { ja: '未発送分をキャンセル', en: 'Cancel what has not shipped' },
  about: {
    ja: '発送前のためポイントはまだ付与されておらず、ポイントの取引は発生しません。',
    en: 'Nothing has shipped, so nothing was earned: there is no points transaction.',
  },
  reason: { ja: '理由（任意）', en: 'Reason (optional)' },
  close: { ja: '閉じる', en: 'Close' },
  confirm: { ja: 'キャンセルを確定する', en: 'Cancel these units' },
  done: { ja: 'キャンセルしました。', en: 'Cancelled.' },
} as const

/** Asks which units, and cancels them. */
export function CancelUnits({
  order,
  onClose,
}: {
  readonly order: Order
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const [texts, setTexts] = useState(() => allOpen(order))
  const [reason, setReason] = useState('')
  const path = `/v1/orders/${encodeURIComponent(order.order)}/cancellations`
  const { write, isWriting, error } = useWrite<object>((body) => ({ method: 'POST', path, body }), {
    changes: [['/v1/orders']],
    onDone: () => {
      say({ type: 'success', content: <Done /> })
      onClose()
    },
  })
  const units = unitsOf(order, texts)
  const why = reason.trim()
  return (
    <Modal
      header={t('title')}
      onClose={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('close')}
            </Button>
            <Button
              variant="primary"
              disabled={!units}
              loading={isWriting}
              onClick={() => units && write({ units, ...(why && { reason: why }) })}
            >
              {t('confirm')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{t('about')}</Box>
        <UnitFields order={order} texts={texts} onTexts={setTexts} />
        <FormField label={t('reason')}>
          <Input value={reason} onChange={({ detail }) => setReason(detail.value.slice(0, 500))} />
        </FormField>
        {error !== null && error !== undefined && <Failure error={error} />}
      </SpaceBetween>
    </Modal>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
