import { newKey } from '../../ids/ids.ts'

/** Names for requests: a process's own prefix and a count, so that making one costs nothing. */
export function requestIds(): () => string {
  const process = newKey().slice(0, 8)
  let count = 0
  return () => `${process}-${(++count).toString(36)}`
}
