import { ROUNDINGS } from '../money/ratio.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { Terms } from './policy.ts'

/** Whatever was asked for, field by field; what is left out stays as it is in the base. */
export type TermsChange = { readonly [Field in keyof Terms]?: unknown }

/**
 * The terms that a change makes of a base. Objects are changed field by field, `vesting` and
 * `lateReturn` as a whole; lists are replaced; a fee category is removed by null.
 *
 * Refusals: `policy_field_unknown`, `policy_field_missing`, `policy_field_invalid`, each with the
 * field's path. So nothing reaches the timeline that some rule could not live with.
 */
export function decideTerms(base: Terms, change: TermsChange): Refusal | Terms {
  const wanted = merged(base, change)
  return checkTerms(wanted) ?? (wanted as Terms)
}

/** Why a value is no complete set of terms; undefined when it is one. */
export function checkTerms(value: unknown): Refusal | undefined {
  return TERMS(value, '') ?? checkTogether(value as Terms)
}

function merged(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change
  const fields = new Map(Object.entries(base))
  for (const [name, wanted] of Object.entries(change)) {
    if (wanted === undefined) continue
    if (wanted === null) fields.delete(name)
    else fields.set(name, WHOLE.includes(name) ? wanted : merged(fields.get(name), wanted))
  }
  return Object.fromEntries(fields)
}

/** Rules whose other fields depend on their first: half of one says nothing. */
const WHOLE = ['vesting', 'lateReturn']

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Looks at one value; the path names it in the refusal. */
type Check = (value: unknown, path: string) => Refusal | undefined

const invalid = (field: string, expected: string): Refusal =>
  refuse('policy_field_invalid', { field, expected })

const whole =
  (minimum: number, maximum: number): Check =>
  (value, path) => {
    const ok = Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum
    return ok ? undefined : invalid(path, `${minimum}–${maximum}`)
  }

const oneOf =
  (...words: readonly (string | boolean)[]): Check =>
  (value, path) =>
    words.includes(value as string) ? undefined : invalid(path, words.join(' | '))

const text =
  (pattern: RegExp): Check =>
  (value, path) =>
    typeof value === 'string' && pattern.test(value) ? undefined : invalid(path, pattern.source)

/** A list without repetitions. */
const listOf =
  (item: Check, minimum: number, maximum: number): Check =>
  (value, path) => {
    const ok = Array.isArray(value) && value.length >= minimum && value.length <= maximum
    if (!ok || new Set(value).size < value.length) {
      return invalid(path, `${minimum}–${maximum} different values`)
    }
    return firstOf(value.entries(), item, path)
  }

const mapOf =
  (key: RegExp, item: Check, maximum: number): Check =>
  (value, path) => {
    if (!isObject(value)) return invalid(path, 'object')
    const entries = Object.entries(value)
    if (entries.length > maximum) return invalid(path, `0–${maximum} entries`)
    const odd = entries.find(([name]) => !key.test(name))
    return odd ? invalid(`${path}.${odd[0]}`, key.source) : firstOf(entries, item, path)
  }

function firstOf(
  entries: Iterable<readonly [string | number, unknown]>,
  item: Check,
  path: string,
): Refusal | undefined {
  for (const [name, value] of entries) {
    const refusal = item(value, `${path}.${name}`)
    if (refusal) return refusal
  }
  return undefined
}

const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, path) => {
    if (!isObject(value)) return invalid(path || 'terms', 'object')
    const at = (name: string) => (path === '' ? name : `${path}.${name}`)
    const odd = Object.keys(value).find((name) => !Object.hasOwn(fields, name))
    if (odd !== undefined) return refuse('policy_field_unknown', { field: at(odd) })
    for (const [name, check] of Object.entries(fields)) {
      if (value[name] === undefined) return refuse('policy_field_missing', { field: at(name) })
      const refusal = check(value[name], at(name))
      if (refusal) return refusal
    }
    return undefined
  }

/** An object whose tag decides which other fields it has. */
const variant =
  (tag: string, variants: Readonly<Record<string, Readonly<Record<string, Check>>>>): Check =>
  (value, path) => {
    const names = Object.keys(variants)
    if (!isObject(value)) return invalid(path, 'object')
    const fields = names.includes(String(value[tag])) ? variants[String(value[tag])] : undefined
    if (!fields) return invalid(`${path}.${tag}`, names.join(' | '))
    return record({ [tag]: oneOf(...names), ...fields })(value, path)
  }

const BPS = whole(0, 10_000)
const DAYS = whole(1, 365)
const NAME = /^[A-Za-z0-9_-]{1,40}$/
const CLAIM = oneOf('operator', 'buyer-keeps', 'seller')
const EXPIRY = { months: whole(1, 120), remindDays: whole(0, 365) }
const FEE = record({ rateBps: BPS, minimum: whole(0, 100_000) })
/** The year 2100: no period can start later. */
const LAST_ANCHOR = 4_102_444_800_000

const TERMS: Check = record({
  marketplaces: listOf(text(NAME), 1, 30),
  agreementVersion: whole(1, 1_000_000),
  plans: listOf(oneOf('professional', 'individual'), 1, 2),
  automatedPriceUpdate: oneOf('reset', 'keep-percentage'),
  landedPrice: oneOf('with-shipping', 'net-of-points'),
  rounding: oneOf(...ROUNDINGS),
  offering: record({
    // 50 % is the help page's limit, and what keeps every refund able to cover its clawback.
    minimumBps: whole(1, 5_000),
    maximumBps: whole(1, 5_000),
    stepBps: whole(1, 1_000),
    priceOnlyUpdate: oneOf('reset', 'keep'),
    accountDefault: oneOf(true, false),
  }),
  featuredOffer: record({ competitivePriceBps: whole(0, 100_000) }),
  redemption: record({
    minimum: whole(1, 100_000),
    maximumPerOrder: whole(1, 10_000_000),
    excludedProductTypes: listOf(text(NAME), 0, 200),
  }),
  vesting: variant('trigger', {
    shipment: {},
    delay: { days: DAYS },
    delivery: {},
    'return-window': { days: DAYS },
  }),
  expiry: variant('mode', { rolling: EXPIRY, 'dated-lots': EXPIRY }),
  lateReturn: variant('mode', { expire: {}, grace: { days: DAYS } }),
  guaranteeClaim: CLAIM,
  chargeback: CLAIM,
  fees: record({
    standard: FEE,
    categories: mapOf(NAME, FEE, 500),
    refundAdministration: record({ rateBps: BPS, maximum: whole(0, 1_000_000) }),
  }),
  settlement: record({
    anchor: whole(0, LAST_ANCHOR),
    days: whole(1, 366),
    reserveBps: BPS,
  }),
  premiumCap: record({
    mode: oneOf('off', 'warn', 'block'),
    rateBps: BPS,
    smallPrice: whole(0, 10_000_000),
    smallCap: whole(0, 10_000_000),
  }),
})

/** What single fields can not show: that they fit each other. */
function checkTogether({ offering, redemption, expiry }: Terms): Refusal | undefined {
  const { minimumBps, maximumBps } = offering
  if (minimumBps > maximumBps) return invalid('offering.minimumBps', `1–${maximumBps}`)
  if (redemption.minimum > redemption.maximumPerOrder) {
    return invalid('redemption.minimum', `1–${redemption.maximumPerOrder}`)
  }
  // A reminder comes after the earning that it reminds of, even in the shortest month.
  const days = expiry.months * 28 - 1
  return expiry.remindDays > days ? invalid('expiry.remindDays', `0–${days}`) : undefined
}
