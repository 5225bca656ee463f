import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { expect } from 'vitest'

const MODELS = path.resolve(
  import.meta.dirname,
  '../../../shared/reference/sp-api-models/notifications',
)
const HAS_MODELS = existsSync(MODELS)
if (!HAS_MODELS) console.log(`payloads are not held to Amazon's schemas: there is no ${MODELS}`)

/** Amazon's schema of each type that is Amazon's. */
export const FILES: Readonly<Record<string, string>> = {
  ANY_OFFER_CHANGED: 'AnyOfferChanged',
  B2B_ANY_OFFER_CHANGED: 'B2bAnyOfferChanged',
  PRICING_HEALTH: 'PricingHealth',
  ORDER_CHANGE: 'OrderChange',
  FEED_PROCESSING_FINISHED: 'FeedProcessingFinished',
  REPORT_PROCESSING_FINISHED: 'ReportProcessingFinished',
}

/** Amazon's schemas name their parts by relative ids, which are none; and one misspells `$ref`. */
function schemaOf(type: string): object {
  const text = readFileSync(path.join(MODELS, `${FILES[type]}Notification.json`), 'utf8')
  return JSON.parse(text.replaceAll('"#ref"', '"$ref"'), (key, value) =>
    ['$id', 'examples', 'default'].includes(key) ? undefined : value,
  )
}

/** Holds a notification to Amazon's schema of its type, where there is one. */
export function expectModelled(type: string, body: unknown): void {
  if (!HAS_MODELS || !FILES[type]) return
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile(schemaOf(type))
  const fits = validate(body)
  expect(fits ? [] : validate.errors, JSON.stringify(body)).toEqual([])
}
