import Button from '@cloudscape-design/components/button'
import type { TableProps } from '@cloudscape-design/components/table'
import { say } from '../../console/flash.tsx'
import { usePerson } from '../../console/only-for.tsx'
import { usePages } from '../../console/use-pages.ts'
import { useWrite } from '../../console/use-write.ts'
import { useText } from '../../kit/language.ts'
import { At } from '../common/at.tsx'
import { AccessList } from './list-page.tsx'
import { NewPerson } from './new-person.tsx'
import { ROLES, type Role } from './words.ts'

const SENTENCES = {
  title: { ja: '利用者と役割', en: 'People and roles' },
  about: {
    ja: 'ログインできる人です。1人が持つ役割は1つだけです。停止するとすぐにログアウトされます。',
    en: 'Who can log in. One person has one role. Whoever is disabled is logged out at once.',
  },
  add: { ja: '利用者を追加', en: 'Add a person' },
  name: { ja: '名前', en: 'Name' },
  login: { ja: 'ログインID', en: 'Login' },
  role: { ja: '役割', en: 'Role' },
  party: { ja: '所属', en: 'Of' },
  since: { ja: '登録日', en: 'Since' },
  state: { ja: '状態', en: 'State' },
  active: { ja: '有効', en: 'Can log in' },
  disabled: { ja: '停止中', en: 'Disabled' },
  disable: { ja: '停止', en: 'Disable' },
  enable: { ja: '再開', en: 'Enable' },
  you: { ja: 'あなた', en: 'You' },
  done: { ja: '{name}さんの状態を変更しました。', en: '{name} is changed.' },
} as const

interface Person {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly role: Role
  readonly buyer: string | null
  readonly seller: string | null
  readonly createdAt: string
  readonly disabledAt: string | null
}

/** Everybody who can log in, with their role; adds, disables and enables. */
export default function PeoplePage() {
  const t = useText(SENTENCES)
  const pages = usePages<Person>('/v1/people', {}, 25)
  const change = useWrite<Person>(
    ({ id, disabledAt }) => ({
      method: 'PATCH',
      path: `/v1/people/${id}`,
      body: { disabled: disabledAt === null },
    }),
    {
      changes: [['/v1/people']],
      onDone: (_, { name }) =>
        say({ type: 'success', name: 'person', content: <Done name={name} /> }),
    },
  )
  return (
    <AccessList
      title={t('title')}
      about={t('about')}
      add={t('add')}
      form={(close) => <NewPerson onDone={close} />}
      error={change.error}
      pages={pages}
      columns={useColumns(change.write, change.isWriting)}
    />
  )
}

function Done({ name }: { readonly name: string }) {
  const t = useText(SENTENCES)
  return t('done', { name })
}

function useColumns(
  change: (person: Person) => void,
  isWriting: boolean,
): TableProps.ColumnDefinition<Person>[] {
  const t = useText(SENTENCES)
  const role = useText(ROLES)
  const { id: me } = usePerson()
  const turn = (person: Person) => {
    if (`person:${person.id}` === me) return t('you')
    const word = t(person.disabledAt === null ? 'disable' : 'enable')
    return (
      <Button
        variant="inline-link"
        disabled={isWriting}
        ariaLabel={`${word}: ${person.name}`}
        onClick={() => change(person)}
      >
        {word}
      </Button>
    )
  }
  return [
    { id: 'name', header: t('name'), cell: ({ name }) => name, isRowHeader: true },
    { id: 'login', header: t('login'), cell: ({ login }) => login },
    { id: 'role', header: t('role'), cell: (person) => role(person.role) },
    { id: 'party', header: t('party'), cell: ({ buyer, seller }) => buyer ?? seller ?? '–' },
    {
      id: 'since',
      header: t('since'),
      cell: ({ createdAt }) => <At at={createdAt} style="date" />,
    },
    {
      id: 'state',
      header: t('state'),
      cell: (person) => (
        <>
          {t(person.disabledAt === null ? 'active' : 'disabled')} {turn(person)}
        </>
      ),
    },
  ]
}
