import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { api, Problem } from './api.ts'
import { Dialog } from './dialog.tsx'
import { atWork, ended } from './ended.ts'
import { useText } from './language.ts'
import { Failure } from './problem.tsx'
import { useWrite } from './write.ts'

/** Who is logged in. */
export interface Who {
  readonly id: string
  readonly name: string
  readonly role: 'buyer' | 'seller' | 'operator'
  readonly buyer: string | null
  readonly seller: string | null
}

const KEY = ['session']

async function readSession(): Promise<Who | null> {
  try {
    const who = await api<Who>('/v1/session')
    atWork(who.id)
    return who
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return null
    throw error
  }
}

/**
 * Who is logged in: undefined while nobody knows, null for nobody. After logging in or out every
 * answer is asked for again, because it belonged to somebody else.
 */
export function useSession() {
  const client = useQueryClient()
  const { data: who, error, refetch } = useQuery({ queryKey: KEY, queryFn: readSession })
  const logOut = useMutation({
    mutationFn: () => {
      atWork(null)
      return api('/v1/session', { method: 'DELETE' })
    },
    onSuccess: () => {
      client.clear()
      client.setQueryData(KEY, null)
    },
    // Who could not log out is still at work.
    onError: () => atWork(who?.id ?? null),
  })
  return { who, error, retry: () => void refetch(), logOut: () => logOut.mutate() }
}

const SENTENCES = {
  login: { ja: 'ログインID', en: 'Login' },
  password: { ja: 'パスワード', en: 'Password' },
  submit: { ja: 'ログイン', en: 'Log in' },
  endedTitle: { ja: 'もう一度ログインしてください', en: 'Please log in again' },
  endedText: {
    ja: 'ログインの有効期限が切れました。入力した内容は残っています。ログインすると続きから再開します。',
    en: 'Your session has ended. What you typed is still here; log in and it goes on.',
  },
} as const

/** Asks for login and password; `onDone` hears who came in. */
export function LoginForm({ onDone }: { readonly onDone: (who: Who) => void }) {
  const t = useText(SENTENCES)
  const id = useId()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const client = useQueryClient()
  const logIn = useWrite({
    send: async () => {
      await api('/v1/session', { method: 'POST', body: { login, password } })
      return (await readSession()) as Who
    },
    onSuccess: (who) => {
      client.setQueryData(KEY, who)
      onDone(who)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    logIn.write()
  }
  return (
    <form className="kit-form" onSubmit={submit}>
      <label htmlFor={`${id}l`}>{t('login')}</label>
      <input
        id={`${id}l`}
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        required
      />
      <label htmlFor={`${id}p`}>{t('password')}</label>
      <input
        id={`${id}p`}
        type="password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        autoComplete="current-password"
        maxLength={128}
        required
      />
      {logIn.error && <Failure error={logIn.error} />}
      <button type="submit" className="kit-primary" aria-disabled={logIn.isPending}>
        {t('submit')}
      </button>
    </form>
  )
}

/**
 * Comes up over the page when a session ended during work. The page stays as it is, and what it
 * asked for is asked again once the same person is back; for anybody else it begins anew.
 */
export function LoginAgain() {
  const t = useText(SENTENCES)
  const client = useQueryClient()
  const waiting = ended.use()
  if (!waiting) return null
  const leave = () => {
    waiting.answer(false)
    client.setQueryData(KEY, null)
  }
  const come = (who: Who) => {
    waiting.answer(who.id === waiting.person)
    if (who.id !== waiting.person) void client.resetQueries()
  }
  return (
    <Dialog title={t('endedTitle')} onClose={leave}>
      <p>{t('endedText')}</p>
      <LoginForm onDone={come} />
    </Dialog>
  )
}
