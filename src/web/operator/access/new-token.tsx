import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useWrite } from '../../console/use-write.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { RoleFields, type RoleTyped, roleAsk } from './role-fields.tsx'
import { SCOPES } from './words.ts'

const SENTENCES = {
  title: { ja: 'トークンの作成', en: 'Make a token' },
  name: { ja: '名称', en: 'Name' },
  scopes: { ja: '権限', en: 'Scopes' },
  one: { ja: '1つ以上選択してください。', en: 'Choose at least one.' },
  make: { ja: '作成する', en: 'Make it' },
} as const

/** Makes a token for a program; `onDone` hears the token itself, which is shown once. */
export function NewToken({ onDone }: { readonly onDone: (secret: string | null) => void }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [name, setName] = useState('')
  const [role, setRole] = useState<RoleTyped>({ role: 'operator', party: '' })
  const [scopes, setScopes] = useState<readonly string[]>([])
  const make = useWrite<object, { secret: string | null }>(
    (body) => ({ method: 'POST', path: '/v1/tokens', body }),
    { changes: [['/v1/tokens']], onDone: ({ secret }) => onDone(secret) },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (scopes.length > 0) make.write({ name: name.trim(), scopes, ...roleAsk(role) })
  }
  const turn = (scope: string, isOn: boolean) =>
    setScopes(isOn ? [...scopes, scope] : scopes.filter((other) => other !== scope))
  return (
    <form onSubmit={submit}>
      <Container header={<Header variant="h2">{t('title')}</Header>}>
        <SpaceBetween size="m">
          <div className="operator-fields">
            <FormField label={t('name')}>
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <RoleFields typed={role} onTyped={setRole} />
          </div>
          <FormField label={t('scopes')} constraintText={t('one')}>
            <div className="operator-fields">
              {Object.keys(SCOPES).map((scope) => (
                <Checkbox
                  key={scope}
                  checked={scopes.includes(scope)}
                  onChange={({ detail }) => turn(scope, detail.checked)}
                >
                  {SCOPES[scope]?.[language]}
                </Checkbox>
              ))}
            </div>
          </FormField>
          {make.error !== null && <Failure error={make.error} />}
          <Button variant="primary" formAction="submit" loading={make.isWriting}>
            {t('make')}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  )
}
