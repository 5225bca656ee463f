import { setFlagsFromString } from 'node:v8'

let underWay = 0

/**
 * Works off a large file with little memory: until it is done, what is no longer used is collected
 * once it is as much as what is. V8 by itself waits for two to three times as much, so that a feed
 * of a million rows, each gone in a moment, took 100 MB more. ‡
 */
export async function collectingSooner<T>(work: () => Promise<T>): Promise<T> {
  if (underWay++ === 0) setFlagsFromString('--heap-growing-percent=100')
  try {
    return await work()
  } finally {
    // 0 leaves it to V8, as it was.
    if (--underWay === 0) setFlagsFromString('--heap-growing-percent=0')
  }
}
