import Button from '@cloudscape-design/components/button'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Ask, send } from '../kit/api.ts'
import { useSentence } from '../kit/problem.tsx'
import { say } from './flash.tsx'

interface Props {
  readonly path: string
  readonly query?: Ask['query']
  /** Where the server names the file, its name is taken. */
  readonly name: string
  readonly variant?: 'normal' | 'link' | 'inline-link'
  readonly children: ReactNode
}

/** Fetches a file and gives it to the browser to keep. What goes wrong is said above the page. */
export function Download({ path, query, name, variant = 'normal', children }: Props) {
  const fetching = useMutation({
    mutationFn: async () => {
      const response = await send(path, { headers: { accept: '*/*' }, ...(query ? { query } : {}) })
      keep(await response.blob(), nameIn(response) ?? name)
    },
    onError: (error) => say({ type: 'error', content: <Said error={error} /> }),
  })
  return (
    <Button
      variant={variant}
      iconName="download"
      loading={fetching.isPending}
      onClick={() => fetching.mutate()}
    >
      {children}
    </Button>
  )
}

const Said = ({ error }: { readonly error: unknown }) => useSentence(error)

/** The name in `content-disposition`: RFC 6266, the encoded form first. */
function nameIn({ headers }: Response): string | undefined {
  const said = headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1]
  return encoded ? decodeURIComponent(encoded) : /filename="([^"]+)"/i.exec(said)?.[1]
}

/** Gives bytes to the browser as a file. */
export function keep(content: Blob, name: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
