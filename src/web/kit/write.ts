import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

interface Asked<T, Given> {
  readonly send: (given: Given) => Promise<T>
  readonly onSuccess: (answer: T, given: Given) => void | Promise<void>
  readonly onError?: ((error: Error) => void) | undefined
}

export interface Write<T, Given> {
  readonly write: (given: Given) => void
  readonly isPending: boolean
  readonly error: Error | null
  readonly answer: T | undefined
  /** Forgets what went wrong, for instance because something else is typed now. */
  readonly reset: () => void
}

/**
 * A write that is on its way only once. What is pressed before its answer is here belongs to the
 * same press, however fast: the second click of a double click comes before the page has drawn the
 * first. It sends what is on the screen when it is pressed: `send` goes along as the write's
 * variable, because a mutation hears of new options only after the page has been painted.
 */
export function useWrite<T, Given = void>({
  send,
  onSuccess,
  onError,
}: Asked<T, Given>): Write<T, Given> {
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: ({ now, given }: { now: typeof send; given: Given }) => now(given),
    onSuccess: (answer, { given }) => onSuccess(answer, given),
    ...(onError ? { onError } : {}),
  })
  const isUnderway = useRef(false)
  const write = (given: Given) => {
    if (isUnderway.current) return
    isUnderway.current = true
    const onSettled = () => {
      isUnderway.current = false
    }
    mutate({ now: send, given }, { onSettled })
  }
  return { write, isPending, error, answer: data, reset }
}
