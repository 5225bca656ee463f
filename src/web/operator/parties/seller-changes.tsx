import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { PLANS, STANDINGS } from '../../console/account-words.ts'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import type { Seller } from './answers.ts'

const SENTENCES = {
  title: { ja: 'プランと状態の変更', en: 'Change plan or standing' },
  plan: { ja: 'プラン', en: 'Plan' },
  setPlan: { ja: 'プランを変更', en: 'Change the plan' },
  standing: { ja: '状態', en: 'Standing' },
  reason: { ja: '状態を変える理由', en: 'Why the standing changes' },
  setStanding: { ja: '状態を変更', en: 'Change the standing' },
  done: { ja: '変更しました。', en: 'Changed.' },
} as const

/** Changes a seller's plan, and its standing with a reason that its history keeps. */
export function SellerChanges({
  seller,
  path,
}: {
  readonly seller: Seller
  readonly path: string
}) {
  const t = useText(SENTENCES)
  const planName = useText(PLANS)
  const standingName = useText(STANDINGS)
  const [plan, setPlan] = useState(seller.plan)
  const [standing, setStanding] = useState(seller.standing)
  const [reason, setReason, clear] = useDraft(`standing ${seller.seller}`, '')
  const more = {
    changes: [[path], [`${path}/history`], ['/v1/sellers']],
    onDone: () => {
      clear()
      say({ type: 'success' as const, name: 'seller', content: <Done /> })
    },
  }
  const put = (what: string) => (body: object) => ({
    ...{ method: 'PUT' as const, path: `${path}/${what}`, body },
  })
  const toPlan = useWrite<object>(put('plan'), more)
  const toStanding = useWrite<object>(put('standing'), more)
  const plans = (['professional', 'individual'] as const).map((value) => ({
    value,
    label: planName(value),
  }))
  const standings = (['good', 'at_risk', 'suspended'] as const).map((value) => ({
    value,
    label: standingName(value),
  }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim()) toStanding.write({ standing, reason: reason.trim() })
  }
  const error = toPlan.error ?? toStanding.error
  return (
    <Container header={<Header variant="h2">{t('title')}</Header>}>
      <SpaceBetween size="m">
        {error !== null && <Failure error={error} />}
        <div className="operator-inline">
          <FormField label={t('plan')}>
            <Select
              options={plans}
              selectedOption={plans.find(({ value }) => value === plan) ?? null}
              onChange={({ detail }) => setPlan(detail.selectedOption.value as typeof plan)}
            />
          </FormField>
          <Button loading={toPlan.isWriting} onClick={() => toPlan.write({ plan })}>
            {t('setPlan')}
          </Button>
        </div>
        <form onSubmit={submit}>
          <div className="operator-inline">
            <FormField label={t('standing')}>
              <Select
                options={standings}
                selectedOption={standings.find(({ value }) => value === standing) ?? null}
                onChange={({ detail }) =>
                  setStanding(detail.selectedOption.value as typeof standing)
                }
              />
            </FormField>
            <FormField label={t('reason')}>
              <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
            </FormField>
            <Button formAction="submit" loading={toStanding.isWriting}>
              {t('setStanding')}
            </Button>
          </div>
        </form>
      </SpaceBetween>
    </Container>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
