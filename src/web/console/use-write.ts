import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { type Ask, api } from '../kit/api.ts'
import { useIntent } from '../kit/intent.ts'
import { type Write as Once, useWrite as useOnce } from '../kit/write.ts'

/** A write as the API takes it. */
export interface WriteAsk extends Pick<Ask, 'body' | 'headers'> {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
}

export interface Write<Given, Answer> extends Omit<Once<Answer, Given>, 'isPending'> {
  readonly isWriting: boolean
}

/**
 * Writes to the server, once. The same thing tried again (a double click, a lost answer, a session
 * that ended meanwhile) carries the same Idempotency-Key, so that it is done once at most.
 * `changes` are the first parts of query keys whose answers are old afterwards.
 */
export function useWrite<Given, Answer = unknown>(
  asked: (given: Given) => WriteAsk,
  {
    changes = [],
    onDone,
    onError,
  }: {
    readonly changes?: readonly QueryKey[]
    readonly onDone?: (answer: Answer, given: Given) => void
    readonly onError?: (error: unknown) => void
  } = {},
): Write<Given, Answer> {
  const client = useQueryClient()
  const intent = useIntent()
  const { isPending, ...write } = useOnce<Answer, Given>({
    send: (given) => {
      const { path, ...ask } = asked(given)
      return api<Answer>(path, { ...ask, key: intent.keyFor({ path, ...ask }) })
    },
    onSuccess: (answer, given) => {
      intent.done()
      for (const queryKey of changes) void client.invalidateQueries({ queryKey })
      onDone?.(answer, given)
    },
    onError,
  })
  return { ...write, isWriting: isPending }
}
