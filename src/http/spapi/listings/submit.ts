import type { ListingsItemSubmissionResponse } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { newKey } from '../../../ids/ids.ts'
import { isRefusal } from '../../../rules/refusal.ts'
import {
  type ChangeListingAsk,
  changeListing,
  previewListing,
  putListing,
} from '../../../usecases/listings/change.ts'
import { findListing } from '../../../usecases/listings/search.ts'
import type { Language } from '../../../usecases/sentence.ts'
import type { Ask } from '../operation.ts'
import type { AttributesAsk } from './attributes.ts'
import { type Issue, refusedIssue, warningIssue } from './issues.ts'

export const MODES = ['VALIDATION_PREVIEW'] as const
export const SUBMITTED = ['identifiers', 'issues'] as const

export interface Submission {
  readonly sku: string
  readonly read: AttributesAsk
  /** Whether a SKU that is not there is made. */
  readonly creates: boolean
  readonly mode: 'VALIDATION_PREVIEW' | undefined
  readonly includedData: readonly (typeof SUBMITTED)[number][] | undefined
  readonly language: Language
}

type Submitter = Pick<Ask, 'engine' | 'seller' | 'caller' | 'intent'>

/**
 * Does what attributes ask, or with `VALIDATION_PREVIEW` says what it would do. Refusals are issues
 * of an `INVALID` submission; warnings, such as points that a price alone resets, are issues of
 * an accepted one.
 */
export async function submit(
  by: Submitter,
  submission: Submission,
): Promise<ListingsItemSubmissionResponse> {
  const { sku, read, mode, language } = submission
  if (!read.ask) return answer(by, submission, 'INVALID', read.issues)
  const listing: ChangeListingAsk = {
    ...read.ask,
    ...{ sku, seller: by.seller.reference, source: 'app', by: by.caller.provider },
  }
  const result = await submitted(by, submission, listing)
  if (isRefusal(result)) {
    return answer(by, submission, 'INVALID', [...read.issues, refusedIssue(result, language)])
  }
  const warnings = result.warnings.map((warning) => warningIssue(warning, language))
  const status = mode === undefined ? 'ACCEPTED' : 'VALID'
  return answer(by, submission, status, [...warnings, ...read.issues])
}

async function submitted(by: Submitter, submission: Submission, listing: ChangeListingAsk) {
  const { engine, seller, intent } = by
  const { creates, mode, sku } = submission
  if (mode === undefined) {
    const done = await (creates ? putListing : changeListing)(engine, intent, listing)
    return done.refused === undefined ? done.outcome : done
  }
  if (!creates) {
    const known = await findListing(engine, { seller: seller.reference, sku })
    if (isRefusal(known)) return known
  }
  return previewListing(engine, listing)
}

async function answer(
  { engine, seller }: Submitter,
  { sku, includedData = ['issues'], read }: Submission,
  status: ListingsItemSubmissionResponse['status'],
  issues: readonly Issue[],
): Promise<ListingsItemSubmissionResponse> {
  const said = { sku, status, submissionId: newKey().replaceAll('-', '') }
  const shown = includedData.includes('issues') ? { issues: [...issues] } : {}
  if (!includedData.includes('identifiers')) return { ...said, ...shown }
  const listing = await findListing(engine, { seller: seller.reference, sku })
  const asin = isRefusal(listing) ? read.ask?.asin : listing.asin
  const { marketplace: marketplaceId } = seller
  const identifiers = [{ marketplaceId, ...(asin === undefined ? {} : { asin }) }]
  return { ...said, ...shown, identifiers }
}
