import { createContext, type ReactNode, useContext } from 'react'
import { useText } from '../kit/language.ts'
import { Failure } from '../kit/problem.tsx'
import { LoginForm, useSession, type Who } from '../kit/session.tsx'
import { useTitle } from '../kit/title.ts'

const SENTENCES = {
  loading: { ja: '読み込み中…', en: 'Loading…' },
  login: { ja: 'ログインしてください。', en: 'Please log in.' },
  sandbox: {
    ja: 'サンドボックスのログインIDは、サーバーを起動したターミナルに表示されています。',
    en: 'The logins of a sandbox are shown in the terminal that started the server.',
  },
  buyer: {
    ja: '{name}さんは購入者としてログイン中です。{console}は利用できません。',
    en: 'You are logged in as {name}, a buyer, who can not use the {console}.',
  },
  seller: {
    ja: '{name}さんは出品者としてログイン中です。{console}は利用できません。',
    en: 'You are logged in as {name}, a seller, who can not use the {console}.',
  },
  operator: {
    ja: '{name}さんは運営担当者としてログイン中です。{console}は利用できません。',
    en: 'You are logged in as {name}, an operator, who can not use the {console}.',
  },
  other: { ja: '別のログインIDでログイン', en: 'Log in as somebody else' },
  toSeller: { ja: '出品者コンソールへ', en: 'To the seller console' },
  toOperator: { ja: '運営コンソールへ', en: 'To the operator console' },
  toStore: { ja: 'ストアへ', en: 'To the store' },
} as const

const Person = createContext<Who | null>(null)

/** Who is at work in this console. */
export function usePerson(): Who {
  const who = useContext(Person)
  if (!who) throw new TypeError('nobody is logged in')
  return who
}

/** The seller whose console this is, by its reference. */
export function useSeller(): string {
  const { seller } = usePerson()
  if (seller === null) throw new TypeError('no seller is logged in')
  return seller
}

const OWN = {
  buyer: ['/', 'toStore'],
  seller: ['/seller', 'toSeller'],
  operator: ['/operator', 'toOperator'],
} as const

/** Lets in who the console is for. Anybody else is told why not, and may log in on the spot. */
export function OnlyFor({
  who: wanted,
  name,
  children,
}: {
  readonly who: 'seller' | 'operator'
  readonly name: string
  readonly children: ReactNode
}) {
  const t = useText(SENTENCES)
  const { who, error, retry } = useSession()
  if (who?.role === wanted) return <Person value={who}>{children}</Person>
  return (
    <main className="console-login" id="console-content">
      <Titled title={name} />
      {who === undefined ? (
        error ? (
          <Failure error={error} retry={retry} />
        ) : (
          <p role="status" className="loading">
            {t('loading')}
          </p>
        )
      ) : (
        <>
          {who ? (
            <div role="alert">
              <p>{t(who.role, { name: who.name, console: name })}</p>
              <p>
                <a href={OWN[who.role][0]}>{t(OWN[who.role][1])}</a>
              </p>
              <h2>{t('other')}</h2>
            </div>
          ) : (
            <p>{t('login')}</p>
          )}
          <LoginForm onDone={() => {}} />
          <p>{t('sandbox')}</p>
        </>
      )}
    </main>
  )
}

function Titled({ title }: { readonly title: string }) {
  useTitle(title)
  return <h1>{title}</h1>
}
