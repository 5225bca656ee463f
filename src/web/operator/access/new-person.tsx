import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { say } from '../../console/flash.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { RoleFields, type RoleTyped, roleAsk } from './role-fields.tsx'

const SENTENCES = {
  title: { ja: '利用者の追加', en: 'Add a person' },
  name: { ja: '名前', en: 'Name' },
  login: { ja: 'ログインID', en: 'Login' },
  password: { ja: '初回パスワード', en: 'First password' },
  passwordHint: { ja: '10文字以上128文字以下', en: '10 to 128 characters' },
  add: { ja: '追加する', en: 'Add' },
  done: { ja: '{name}さんを追加しました。', en: '{name} can log in now.' },
} as const

const EMPTY = { name: '', login: '', password: '' }

/** Lets one more person log in. What is typed stays on this page: a password is kept nowhere. */
export function NewPerson({ onDone }: { readonly onDone: () => void }) {
  const t = useText(SENTENCES)
  const [typed, setTyped] = useState(EMPTY)
  const [role, setRole] = useState<RoleTyped>({ role: 'operator', party: '' })
  const add = useWrite<object>((body) => ({ method: 'POST', path: '/v1/people', body }), {
    changes: [['/v1/people']],
    onDone: () => {
      say({ type: 'success', name: 'person', content: <Done name={typed.name} /> })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, login, password } = typed
    const person = { name: name.trim(), login: login.trim().toLowerCase(), password }
    add.write({ ...person, ...roleAsk(role) })
  }
  const field = (part: keyof typeof EMPTY, hint?: string) => (
    <FormField label={t(part)} description={hint}>
      <Input
        type={part === 'password' ? 'password' : 'text'}
        autoComplete={part === 'password' ? 'new-password' : 'off'}
        value={typed[part]}
        onChange={({ detail }) => setTyped({ ...typed, [part]: detail.value })}
      />
    </FormField>
  )
  return (
    <form onSubmit={submit}>
      <Container header={<Header variant="h2">{t('title')}</Header>}>
        <SpaceBetween size="m">
          <div className="operator-fields">
            {field('name')}
            {field('login')}
            {field('password', t('passwordHint'))}
            <RoleFields typed={role} onTyped={setRole} />
          </div>
          {add.error !== null && <Failure error={add.error} />}
          <Button variant="primary" formAction="submit" loading={add.isWriting}>
            {t('add')}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  )
}

function Done({ name }: { readonly name: string }) {
  const t = useText(SENTENCES)
  return t('done', { name })
}
