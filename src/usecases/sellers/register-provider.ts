import type { Accepted } from '../../ledger/command.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import type { ServiceProvider } from './providers.ts'

/**
 * Makes an app known, which states whether it supports points.
 * Refusals: `text_out_of_range`, `provider_exists`.
 */
export const registerProvider = (
  engine: Engine,
  intent: Intent,
  ask: ServiceProvider,
): Promise<Refusal | Accepted<{ readonly provider: string }>> =>
  once(engine, intent, 'provider.registered', ask, async ({ sql, now }) => {
    const { reference, name, supportsPoints } = ask
    const bad = badText({ reference: [reference, LONGEST.reference], name: [name, LONGEST.name] })
    if (bad) return bad
    const { rowCount } = await sql.query(
      `insert into service_provider (reference, name, supports_points, created_at)
        values ($1, $2, $3, to_timestamp($4::float8 / 1000)) on conflict (reference) do nothing`,
      [reference, name, supportsPoints, now],
    )
    return rowCount === 1
      ? { provider: reference }
      : refuse('provider_exists', { provider: reference })
  })
