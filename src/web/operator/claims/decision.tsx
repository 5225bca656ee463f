import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { Answered, useAnswer } from '../common/answered.tsx'
import type { Order, OrderLine } from '../orders/answers.ts'
import { ALL, asksOf, ExtentFields } from '../orders/extent.tsx'
import { UndoPreview } from '../orders/undo-preview.tsx'

const SENTENCES = {
  decide: { ja: '申請への対応: {order}', en: 'Decide on {order}' },
  answer: { ja: '購入者への回答（任意）', en: 'Answer to the buyer (optional)' },
  choose: {
    ja: '返金する商品と範囲を選んでください。',
    en: 'Choose what is refunded of each item.',
  },
  grant: { ja: '認める', en: 'Grant' },
  decline: { ja: '却下する', en: 'Decline' },
  done: { ja: '申請に対応しました。', en: 'The claim is decided.' },
} as const

export interface Claim {
  readonly id: number
  readonly order: string
  readonly buyer: string
  readonly lines: readonly number[]
  readonly reason: string
  readonly state: 'open' | 'granted' | 'declined'
  readonly answer: string | null
  readonly askedAt: string
  readonly decidedAt: string | null
}

interface Props {
  readonly claim: Claim
  readonly onDone: () => void
}

/** What a buyer asks for, how much of it is granted and who would pay, and the decision. */
export function Decision({ claim, onDone }: Props) {
  const t = useText(SENTENCES)
  const order = useAnswer<Order>(`/v1/orders/${encodeURIComponent(claim.order)}`)
  return (
    <Container header={<Header variant="h2">{t('decide', { order: claim.order })}</Header>}>
      <SpaceBetween size="m">
        <Box>{claim.reason}</Box>
        <Answered answer={order}>
          {({ lines }) => (
            <Grant
              claim={claim}
              lines={lines.filter(({ line }) => claim.lines.includes(line))}
              onDone={onDone}
            />
          )}
        </Answered>
      </SpaceBetween>
    </Container>
  )
}

function Grant({ claim, lines, onDone }: Props & { readonly lines: readonly OrderLine[] }) {
  const t = useText(SENTENCES)
  const [answer, setAnswer, clear] = useDraft(`claim ${claim.id}`, '')
  const [extent, setExtent] = useState(ALL)
  const ask = asksOf(lines, extent)
  const decide = useWrite<object>(
    (body) => ({ method: 'POST', path: `/v1/claims/${claim.id}/decision`, body }),
    {
      changes: [
        ...[['/v1/claims'], ['/v1/orders'], ['/v1/ledger/days']],
        [`/v1/orders/${encodeURIComponent(claim.order)}`],
      ],
      onDone: () => {
        clear()
        say({ type: 'success', name: 'claim', content: <Done /> })
        onDone()
      },
    },
  )
  const said = answer.trim() ? { answer: answer.trim() } : {}
  return (
    <SpaceBetween size="m">
      <ExtentFields lines={lines} extent={extent} onExtent={setExtent} />
      {ask ? (
        <UndoPreview order={claim.order} cause="guarantee_claim" ask={ask} />
      ) : (
        <p role="status">{t('choose')}</p>
      )}
      <FormField label={t('answer')}>
        <Input value={answer} onChange={({ detail }) => setAnswer(detail.value)} />
      </FormField>
      {decide.error !== null && <Failure error={decide.error} />}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          disabled={ask === undefined}
          loading={decide.isWriting}
          onClick={() => decide.write({ granted: true, ...ask, ...said })}
        >
          {t('grant')}
        </Button>
        <Button
          disabled={decide.isWriting}
          onClick={() => decide.write({ granted: false, ...said })}
        >
          {t('decline')}
        </Button>
      </SpaceBetween>
    </SpaceBetween>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
