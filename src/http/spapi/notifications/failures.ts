import type { Refusal, RefusalCode } from '../../../rules/refusal.ts'
import { sentenceOf } from '../../../usecases/sentence.ts'
import { type Failure, failure, notFound, refusedInput } from '../failure.ts'

const STATUS: Partial<Readonly<Record<RefusalCode, number>>> = {
  subscription_exists: 409,
  destination_in_use: 409,
  notification_not_yours: 403,
  address_not_allowed: 403,
}

/** A refusal of notifications, with the status that Amazon's model has for it. */
export function failureOf(refusal: Refusal): Failure {
  const { refused } = refusal
  const sentence = sentenceOf(refusal, 'en')
  if (refused === 'destination_not_found' || refused === 'subscription_not_found') {
    return notFound(sentence, refused)
  }
  const status = STATUS[refused]
  if (status === undefined) return refusedInput(refusal)
  return failure(status, status === 409 ? 'Conflict' : 'Unauthorized', sentence, refused)
}
