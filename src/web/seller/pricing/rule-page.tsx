import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { say } from '../../console/flash.tsx'
import { NumberField } from '../../console/number-field.tsx'
import { Page } from '../../console/page.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api, Problem } from '../../kit/api.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure, isLost } from '../../kit/problem.tsx'
import { Loading } from '../common/loading.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Listing } from '../inventory/answers.ts'
import type { Rule } from './answers.ts'
import { fieldsOf, type RuleFields, termsOf } from './rule-fields.ts'
import { RuleHistory } from './rule-history.tsx'
import { Simulation } from './simulation.tsx'
import { TARGETS } from './words.ts'

const SENTENCES = {
  rules: { ja: '自動価格調整', en: 'Automate Pricing' },
  title: { ja: '{sku}の価格ルール', en: 'Pricing rule of {sku}' },
  rule: { ja: 'ルール', en: 'The rule' },
  target: { ja: '対象にする出品', en: 'Follows' },
  step: { ja: '価格', en: 'Stands' },
  match: { ja: '同額にする', en: 'At its price' },
  amount: { ja: '金額だけ下げる', en: 'Below it by yen' },
  percentage: { ja: '割合だけ下げる', en: 'Below it by a percentage' },
  size: { ja: '下げ幅', en: 'By how much' },
  yen: { ja: '円', en: 'yen' },
  percent: { ja: '%', en: '%' },
  floor: { ja: '下限（円、ポイント考慮後）', en: 'Floor (yen, net of points)' },
  ceiling: { ja: '上限（円、ポイント考慮後）', en: 'Ceiling (yen, net of points)' },
  wrong: { ja: '1以上の数で入力してください。', en: 'A number above zero.' },
  range: { ja: '上限は下限以上にしてください。', en: 'The ceiling must not be below the floor.' },
  on: { ja: '有効', en: 'On' },
  off: { ja: '休止中', en: 'Paused' },
  save: { ja: '保存して有効にする', en: 'Save and turn on' },
  keep: { ja: '休止のまま保存', en: 'Save, paused' },
  pause: { ja: '休止', en: 'Pause' },
  resume: { ja: '再開', en: 'Resume' },
  undo: { ja: '直近の価格変更を取り消す', en: 'Take back its last price' },
  remove: { ja: '削除', en: 'Remove' },
  done: { ja: '保存しました。', en: 'Saved.' },
} as const

/** The rule of one SKU: set, tried on what was recorded, paused, undone; and what it did. */
export default function RulePage({ sku }: { readonly sku: string }) {
  const t = useText(SENTENCES)
  const own = useOwnPath()
  const name = encodeURIComponent(sku)
  const rulePath = own(`pricing-rules/${name}`)
  const listing = useQuery({
    queryKey: [own(`listings/${name}`)],
    queryFn: ({ signal }) => api<Listing>(own(`listings/${name}`), { signal }),
  })
  const rule = useQuery({
    queryKey: [rulePath],
    queryFn: ({ signal }) =>
      api<Rule>(rulePath, { signal }).catch((problem) => {
        if (problem instanceof Problem && problem.code === 'pricing_rule_not_found') return null
        throw problem
      }),
  })
  const error = listing.error ?? rule.error
  return (
    <Page title={t('title', { sku })} above={[{ text: t('rules'), href: '/seller/pricing' }]}>
      {isLost(listing.data && rule.data, error) ? (
        <Failure
          error={error}
          retry={() => {
            void listing.refetch()
            void rule.refetch()
          }}
        />
      ) : listing.data && rule.data !== undefined ? (
        <SpaceBetween size="l">
          <RuleForm path={rulePath} rule={rule.data} listing={listing.data} />
          <RuleHistory path={rulePath} />
        </SpaceBetween>
      ) : (
        <Loading />
      )}
    </Page>
  )
}

function RuleForm({
  path,
  rule,
  listing,
}: {
  readonly path: string
  readonly rule: Rule | null
  readonly listing: Listing
}) {
  const t = useText(SENTENCES)
  const [fields, setFields] = useState<RuleFields>(() => fieldsOf(rule, listing))
  const terms = termsOf(fields)
  const changes = [[path], [path.replace(/\/[^/]+$/, '')], [`${path}/history`]]
  const { write, isWriting, error } = useWrite<
    readonly [method: 'PUT' | 'POST' | 'DELETE', rest: string, body?: object]
  >(([method, rest, body]) => ({ method, path: path + rest, ...(body ? { body } : {}) }), {
    changes,
    onDone: () => say({ type: 'success', content: <Done />, name: 'rule' }),
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            rule && (
              <StatusIndicator type={rule.enabled ? 'success' : 'stopped'}>
                {t(rule.enabled ? 'on' : 'off')}
              </StatusIndicator>
            )
          }
        >
          {t('rule')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <TermFields fields={fields} onFields={setFields} />
        {error !== null && error !== undefined && <Failure error={error} />}
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            key="save"
            variant="primary"
            loading={isWriting}
            disabled={!terms}
            onClick={() => terms && write(['PUT', '', { ...terms, enabled: true }])}
          >
            {t('save')}
          </Button>
          <Button
            key="keep"
            disabled={!terms}
            onClick={() => terms && write(['PUT', '', { ...terms, enabled: false }])}
          >
            {t('keep')}
          </Button>
          {rule && (
            <Button
              key="pause"
              onClick={() => write(['POST', rule.enabled ? '/pause' : '/resume'])}
            >
              {t(rule.enabled ? 'pause' : 'resume')}
            </Button>
          )}
          {rule && (
            <Button key="undo" onClick={() => write(['POST', '/undo'])}>
              {t('undo')}
            </Button>
          )}
          {rule && (
            <Button key="remove" onClick={() => write(['DELETE', ''])}>
              {t('remove')}
            </Button>
          )}
        </SpaceBetween>
        {terms && <Simulation path={path} terms={terms} />}
      </SpaceBetween>
    </Container>
  )
}

function TermFields({
  fields,
  onFields,
}: {
  readonly fields: RuleFields
  readonly onFields: (fields: RuleFields) => void
}) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const set = (change: Partial<RuleFields>) => onFields({ ...fields, ...change })
  const terms = termsOf(fields)
  const [low, high] = [Number(fields.floor), Number(fields.ceiling)]
  return (
    <SpaceBetween size="m">
      <FormField label={t('target')}>
        <RadioGroup
          value={fields.target}
          items={(['featured', 'lowest'] as const).map((value) => ({
            value,
            label: TARGETS[value][language],
          }))}
          onChange={({ detail }) => set({ target: detail.value as RuleFields['target'] })}
        />
      </FormField>
      <FormField label={t('step')}>
        <RadioGroup
          value={fields.by}
          items={(['match', 'amount', 'percentage'] as const).map((value) => ({
            value,
            label: t(value),
          }))}
          onChange={({ detail }) => set({ by: detail.value as RuleFields['by'] })}
        />
      </FormField>
      {fields.by !== 'match' && (
        <NumberField
          label={t('size')}
          unit={t(fields.by === 'amount' ? 'yen' : 'percent')}
          text={fields.size}
          onText={(size) => set({ size })}
        />
      )}
      <NumberField
        label={t('floor')}
        text={fields.floor}
        onText={(floor) => set({ floor })}
        error={terms || low >= 1 ? undefined : t('wrong')}
      />
      <NumberField
        label={t('ceiling')}
        text={fields.ceiling}
        onText={(ceiling) => set({ ceiling })}
        error={terms || !(high < low) ? undefined : t('range')}
      />
      {!terms && <Box color="text-status-error">{t('wrong')}</Box>}
    </SpaceBetween>
  )
}

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}
