import { useEffect } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useText } from '../kit/language.ts'
import { LoginForm, useSession } from '../kit/session.tsx'
import { Page } from './frame/page.tsx'

const SENTENCES = {
  title: { ja: 'ログイン', en: 'Log in' },
  sandbox: {
    ja: 'サンドボックスのログインIDは、サーバーを起動したターミナルに表示されています。',
    en: 'The logins of a sandbox are shown in the terminal that started the server.',
  },
} as const

/** Logging in, and back to where somebody came from. */
export default function LoginPage() {
  const t = useText(SENTENCES)
  const { who } = useSession()
  const [, go] = useLocation()
  const [query] = useSearchParams()
  const wanted = query.get('to') ?? '/'
  // Only a page of this store: anything else could be a stranger's.
  const to = /^\/(?!\/|\\)/.test(wanted) ? wanted : '/'
  useEffect(() => {
    if (who?.role === 'buyer') go(to, { replace: true })
  }, [who, go, to])
  return (
    <Page title={t('title')} narrow>
      <div className="card">
        <LoginForm onDone={() => go(to, { replace: true })} />
        <p className="soft small">{t('sandbox')}</p>
      </div>
    </Page>
  )
}
