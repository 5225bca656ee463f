import type { ReactNode } from 'react'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { LoginForm, useSession } from '../../kit/session.tsx'
import { Loading } from './page.tsx'

const SENTENCES = {
  login: { ja: 'ログインするとご覧いただけます。', en: 'Log in to see this.' },
  other: {
    ja: '{name}さん（購入者ではありません）としてログイン中です。購入者としてログインしてください。',
    en: 'You are logged in as {name}, who is no buyer. Log in as a buyer.',
  },
} as const

/** What only a buyer can see: anybody else is asked to log in, on the spot. */
export function ForBuyers({ children }: { readonly children: (buyer: string) => ReactNode }) {
  const t = useText(SENTENCES)
  const { who, error, retry } = useSession()
  if (who?.buyer) return children(who.buyer)
  if (who === undefined) return error ? <Failure error={error} retry={retry} /> : <Loading />
  return (
    <div className="card narrow">
      <p>{who ? t('other', { name: who.name }) : t('login')}</p>
      <LoginForm onDone={() => {}} />
    </div>
  )
}
