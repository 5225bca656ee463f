import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { policyName } from '../../../rules/policy/presets.ts'
import { Page } from '../../console/page.tsx'
import { Changes } from '../../console/policy/changes.tsx'
import { fieldsOf, useWritten, valueAt } from '../../console/policy/words.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Answered, useAnswer } from '../common/answered.tsx'
import { At } from '../common/at.tsx'
import { useHome } from '../common/home.ts'
import { ButtonTo } from '../common/to.tsx'
import type { PolicyVersion } from './answers.ts'

const SENTENCES = {
  title: { ja: 'プログラムのルール', en: 'Rules of the programme' },
  about: {
    ja: 'ルールは版として予告され、施行日から適用されます。過去の注文には注文時の版が適用され続けます。',
    en: 'Versions apply from their day. Orders keep the version they were placed under.',
  },
  announce: { ja: '新しい版を予告', en: 'Announce a version' },
  version: { ja: 'バージョン{version}: {name}', en: 'Version {version}: {name}' },
  past: { ja: '過去', en: 'Past' },
  current: { ja: '施行中', en: 'In force' },
  announced: { ja: '予告済み', en: 'Announced' },
  since: { ja: '施行日', en: 'In force from' },
  told: { ja: '予告日', en: 'Announced' },
  first: { ja: '最初のルールです。', en: 'The first rules.' },
  message: { ja: '出品者へのお知らせ', en: 'To sellers' },
  all: { ja: 'すべての項目', en: 'Every field' },
} as const

const LOOK = { past: 'stopped', current: 'success', announced: 'pending' } as const

/** Every version of the rules, the newest first: what it changed, and from when. */
export default function PoliciesPage() {
  const t = useText(SENTENCES)
  const answer = useAnswer<{ items: readonly PolicyVersion[] }>('/v1/policies')
  return (
    <Page
      title={t('title')}
      about={t('about')}
      above={[useHome()]}
      actions={
        <ButtonTo href="/operator/policies/new" variant="primary">
          {t('announce')}
        </ButtonTo>
      }
    >
      <Answered answer={answer}>
        {({ items }) => (
          <SpaceBetween size="l">
            {items.toReversed().map((policy) => (
              <Version key={policy.version} policy={policy} />
            ))}
          </SpaceBetween>
        )}
      </Answered>
    </Page>
  )
}

function Version({ policy }: { readonly policy: PolicyVersion }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { version, state, changes, announcedAt, effectiveFrom, message } = policy
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            version === 1 ? (
              t('first')
            ) : (
              <>
                {t('told')}: <At at={announcedAt} /> · {t('since')}: <At at={effectiveFrom} />
              </>
            )
          }
          actions={<StatusIndicator type={LOOK[state]}>{t(state)}</StatusIndicator>}
        >
          {t('version', { version, name: policyName(policy, language) })}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {message && (
          <div className="console-lines">
            <Box variant="awsui-key-label">{t('message')}</Box>
            {message[language]}
          </div>
        )}
        {changes.length > 0 && <Changes changes={changes} />}
        <ExpandableSection headerText={t('all')}>
          <Fields policy={policy} />
        </ExpandableSection>
      </SpaceBetween>
    </Container>
  )
}

function Fields({ policy: { terms } }: { readonly policy: PolicyVersion }) {
  const { name, value, rule } = useWritten()
  const fields = fieldsOf(terms).filter(({ path }) => valueAt(terms, path) !== undefined)
  return (
    <dl className="operator-terms">
      {fields.map(({ path }) => (
        <div key={path}>
          <dt>{name(path)}</dt>
          <dd>
            {value(path, valueAt(terms, path))}
            <small>{rule(path)}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
