import type { Issue as SdkIssue } from '@sp-api-sdk/listings-items-api-2021-08-01'
import { type OfferWarning, WARNINGS } from '../../../rules/offers/warnings.ts'
import type { Refusal } from '../../../rules/refusal.ts'
import { type Language, sentenceOf } from '../../../usecases/sentence.ts'

export type Issue = SdkIssue

/** Something to be said about a listing. */
export const issue = (
  severity: Issue['severity'],
  code: string,
  message: string,
  attribute: string,
): Issue => ({
  ...{ code, message, severity, attributeNames: [attribute] },
  categories: [severity === 'ERROR' ? 'INVALID_ATTRIBUTE' : 'QUALIFICATION_REQUIRED'],
})

/** What the attribute is that a refusal is about. */
const ABOUT: Readonly<Record<string, string>> = {
  listing_incomplete: 'merchant_suggested_asin',
  product_not_found: 'merchant_suggested_asin',
  stock_out_of_range: 'fulfillment_availability',
}

/** A refusal of the programme as an issue; its code is the refusal's. */
export const refusedIssue = (refusal: Refusal, language: Language): Issue =>
  issue(
    'ERROR',
    refusal.refused.toUpperCase(),
    sentenceOf(refusal, language),
    ABOUT[refusal.refused] ?? 'purchasable_offer',
  )

/** A warning as an issue: what was done, and what it did that its author may not have meant. */
export const warningIssue = (warning: OfferWarning, language: Language): Issue => {
  const facts = warning as unknown as Readonly<Record<string, unknown>>
  const message = WARNINGS[warning.warning][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(facts[name] ?? whole),
  )
  return issue('WARNING', warning.warning.toUpperCase(), message, 'purchasable_offer')
}

/** Points that were reset and have not been set again. */
export const resetIssue = (language: Language): Issue =>
  issue('WARNING', 'POINTS_RESET', RESET[language], 'purchasable_offer')

const RESET = {
  en: 'Only the price was set, so the points of this offer were reset to 0.',
  ja: '価格のみが更新されたため、この出品のポイントは0にリセットされました。',
}

/** The language of `issueLocale`; English unless it is Japanese. */
export const languageOfLocale = (locale: string | undefined): Language =>
  locale?.toLowerCase().startsWith('ja') ? 'ja' : 'en'
