import { createHmac } from 'node:crypto'
import type { Instant } from '../../rules/time/instant.ts'

/** The header that a webhook's receiver verifies: docs/notifications.md says how. */
export const SIGNATURE_HEADER = 'tamaru-signature'

/**
 * `t=1591000000,v1=…`: the second of signing, and HMAC-SHA256 in hex of `t`, a full stop and the
 * body, so that an old notification can not be sent again as a new one.
 */
export function signatureOf(secret: string, body: string, at: Instant): string {
  const second = Math.floor(at / 1_000)
  const digest = createHmac('sha256', secret).update(`${second}.${body}`).digest('hex')
  return `t=${second},v1=${digest}`
}
