import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Order } from './answers.ts'
import { ALL, asksOf, ExtentFields } from './extent.tsx'
import { UndoPreview } from './undo-preview.tsx'

const SENTENCES = {
  title: { ja: '保証・チャージバック', en: 'Claims and chargebacks' },
  about: {
    ja: '残りの全額、または商品ごとに指定した分を返金します。実行前に、誰がいくら負担するかを確認できます。',
    en: 'Refunds all that is left, or what you choose. You see who pays what before it happens.',
  },
  way: { ja: '種類', en: 'What it is' },
  claims: { ja: '保証（マーケットプレイス保証）を認める', en: 'Grant a guarantee claim' },
  chargebacks: { ja: 'チャージバックを記録する', en: 'Record a chargeback' },
  reason: { ja: '理由', en: 'Reason' },
  choose: {
    ja: '返金する商品と範囲を選んでください。',
    en: 'Choose what is refunded of each item.',
  },
  preview: { ja: '影響を確認', en: 'See who pays' },
  go: { ja: '実行する', en: 'Do it' },
  done: { ja: '{order}の処理を実行しました。', en: 'Done for {order}.' },
} as const

type Way = 'claims' | 'chargebacks'

const CAUSES = { claims: 'guarantee_claim', chargebacks: 'chargeback' } as const

/** Undoes an order, or a part of it, at the operator's word: chosen, previewed, then done. */
export function Undo({ order: { order, lines } }: { readonly order: Order }) {
  const t = useText(SENTENCES)
  const [way, setWay] = useState<Way>('claims')
  const [reason, setReason, clear] = useDraft(`undo ${order}`, '')
  const [extent, setExtent] = useState(ALL)
  const [isPreviewed, setPreviewed] = useState(false)
  const path = `/v1/orders/${encodeURIComponent(order)}`
  const undo = useWrite<object>((body) => ({ method: 'POST', path: `${path}/${way}`, body }), {
    changes: [[path], ['/v1/orders'], ['/v1/ledger/days']],
    onDone: () => {
      clear()
      setExtent(ALL)
      setPreviewed(false)
      say({ type: 'success', content: <Done order={order} /> })
    },
  })
  const ask = asksOf(lines, extent)
  const text = reason.trim()
  return (
    <Container
      header={
        <Header variant="h2" description={t('about')}>
          {t('title')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label={t('way')}>
          <RadioGroup
            value={way}
            onChange={({ detail }) => {
              setWay(detail.value as Way)
              setPreviewed(false)
            }}
            items={(['claims', 'chargebacks'] as const).map((value) => ({
              value,
              label: t(value),
            }))}
          />
        </FormField>
        <ExtentFields lines={lines} extent={extent} onExtent={setExtent} />
        <FormField label={t('reason')}>
          <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
        {isPreviewed && ask && <UndoPreview order={order} cause={CAUSES[way]} ask={ask} />}
        {ask === undefined && <p role="status">{t('choose')}</p>}
        {undo.error !== null && <Failure error={undo.error} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={ask === undefined} onClick={() => setPreviewed(true)}>
            {t('preview')}
          </Button>
          {isPreviewed && ask && (
            <Button
              variant="primary"
              loading={undo.isWriting}
              onClick={() => undo.write({ ...ask, ...(text ? { reason: text } : {}) })}
            >
              {t('go')}
            </Button>
          )}
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  )
}

function Done({ order }: { readonly order: string }) {
  const t = useText(SENTENCES)
  return t('done', { order })
}
