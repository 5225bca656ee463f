import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

interface Write<T> {
  readonly send: () => Promise<T>
  readonly onSuccess: (answer: T) => void | Promise<void>
  readonly onError?: () => void
}

/**
 * A write that is on its way only once. What is pressed before its answer is here belongs to the
 * same press, however fast: the second click of a double click comes before the page has drawn the
 * first. It sends what is on the screen when it is pressed: `send` goes along as the write's
 * variable, because a mutation hears of new options only after the page has been painted.
 */
export function useWrite<T>({ send, onSuccess, onError }: Write<T>) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (now: () => Promise<T>) => now(),
    onSuccess,
    ...(onError ? { onError } : {}),
  })
  const isUnderway = useRef(false)
  const write = () => {
    if (isUnderway.current) return
    isUnderway.current = true
    const onSettled = () => {
      isUnderway.current = false
    }
    mutate(send, { onSettled })
  }
  return { write, isPending, error }
}
