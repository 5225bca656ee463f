import { type UseMutationOptions, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'

/**
 * A write that is on its way only once. What is pressed before its answer is here belongs to the
 * same press, however fast: the second click of a double click comes before React has drawn the
 * first.
 */
export function useWrite<T>(options: UseMutationOptions<T, Error, void>) {
  const { mutate, isPending, error } = useMutation(options)
  const isUnderway = useRef(false)
  const write = () => {
    if (isUnderway.current) return
    isUnderway.current = true
    mutate(undefined, {
      onSettled: () => {
        isUnderway.current = false
      },
    })
  }
  return { write, isPending, error }
}
