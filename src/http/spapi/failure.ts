import type { Refusal } from '../../rules/refusal.ts'
import { type Language, sentenceOf } from '../../usecases/sentence.ts'

/** One error as the Selling Partner API has it. */
export interface ApiError {
  readonly code: string
  readonly message: string
  readonly details: string
}

/** An answer that says no: what an operation returns instead of its result. */
export interface Failure {
  readonly failed: number
  readonly errors: readonly ApiError[]
}

export const isFailure = (answer: unknown): answer is Failure =>
  typeof answer === 'object' && answer !== null && 'failed' in answer

export const failure = (failed: number, code: string, message: string, details = ''): Failure => ({
  failed,
  errors: [{ code, message, details }],
})

const CANNOT_BE_PARSED = 'Request has missing or invalid parameters and cannot be parsed.'

/** 400 `InvalidInput`; the details say what is wrong with what. */
export const invalidInput = (details: string, message = CANNOT_BE_PARSED): Failure =>
  failure(400, 'InvalidInput', message, details)

/** 403 `Unauthorized`, with the sentence that Amazon has for each reason. */
export const unauthorized = (details: string): Failure =>
  failure(403, 'Unauthorized', 'Access to requested resource is denied.', details)

/** 404 `NotFound`. */
export const notFound = (message: string, details = ''): Failure =>
  failure(404, 'NotFound', message, details)

/** 429 `QuotaExceeded`. */
export const QUOTA_EXCEEDED = failure(
  429,
  'QuotaExceeded',
  'You exceeded your quota for the requested resource.',
)

export const UNAVAILABLE = failure(
  503,
  'ServiceUnavailable',
  'Service is temporarily unavailable. Please try again.',
)

export const INTERNAL = failure(
  500,
  'InternalFailure',
  'We encountered an internal error. Please try again.',
)

/** A refusal of the programme: its code and its sentence, where Amazon has none of its own. */
export const refusedInput = (refusal: Refusal, language: Language = 'en'): Failure =>
  failure(400, 'InvalidInput', sentenceOf(refusal, language), refusal.refused)
