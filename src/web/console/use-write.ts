import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Ask, api } from '../kit/api.ts'
import { useIntent } from '../kit/intent.ts'

/** A write as the API takes it. */
export interface WriteAsk extends Pick<Ask, 'body' | 'headers'> {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
}

export interface Write<Given, Answer> {
  readonly write: (given: Given) => void
  readonly isWriting: boolean
  readonly error: unknown
  readonly answer: Answer | undefined
  /** Forgets what went wrong, for instance because something else is typed now. */
  readonly reset: () => void
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
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: (given: Given) => {
      const { path, ...ask } = asked(given)
      return api<Answer>(path, { ...ask, key: intent.keyFor({ path, ...ask }) })
    },
    onSuccess: (answer, given) => {
      intent.done()
      for (const queryKey of changes) void client.invalidateQueries({ queryKey })
      onDone?.(answer, given)
    },
    onError: (error) => onError?.(error),
  })
  // The second click of a double click comes before React has drawn the first.
  const isUnderway = useRef(false)
  const write = (given: Given) => {
    if (isUnderway.current) return
    isUnderway.current = true
    const onSettled = () => {
      isUnderway.current = false
    }
    mutate(given, { onSettled })
  }
  return { write, isWriting: isPending, error, answer: data, reset }
}
