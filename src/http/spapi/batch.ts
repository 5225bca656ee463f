import { STATUS_CODES } from 'node:http'
import { newKey } from '../../ids/ids.ts'
import type { Instant } from '../../rules/time/instant.ts'
import { type Failure, isFailure } from './failure.ts'

/** The status that an answer of a batch would have had alone. */
export function statusLine(answer: Failure | object) {
  const statusCode = isFailure(answer) ? answer.failed : 200
  return { statusCode, reasonPhrase: STATUS_CODES[statusCode] ?? '' }
}

/** Its headers. */
export const answerHeaders = (now: Instant) => ({
  Date: new Date(now).toUTCString(),
  'x-amzn-RequestId': newKey(),
})
