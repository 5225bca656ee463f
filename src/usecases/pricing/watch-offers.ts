import { type PoolClient, transaction } from '../../database/connect.ts'
import type { Policy } from '../../rules/policy/policy.ts'
import { presentTime } from '../clock/open.ts'
import type { Engine } from '../engine.ts'
import { readOn } from '../events/read-on.ts'
import type { LoggedEvent } from '../events/reader.ts'
import { notifyOffers } from '../notifications/notify-offers.ts'
import { type OfferGroup, offersOn } from '../products/offers.ts'
import { applyRules } from './apply-rules.ts'
import { recordChanges } from './record-changes.ts'
import { productsOf, TOUCHING, touchedProducts } from './touched.ts'

/** Events looked at in one transaction. */
const PAGE = 500
/** Rules that time wakes, in one transaction. */
const WOKEN_MAX = 500

/**
 * Follows every change of offers: records what buyers see now, who is featured instead of whom,
 * and lets pricing rules answer. Prices that rules set are changes again, so this is called until
 * it returns 0; the rules come to rest by themselves (`rules/pricing/reprice.ts`).
 * Returns how much there was to do.
 */
export async function watchOffers(engine: Engine): Promise<number> {
  const seen = await readOn(engine, {
    name: 'offers',
    types: TOUCHING,
    page: PAGE,
    react: (sql, events) => react(engine, sql, events),
  })
  return seen + (await wakeRules(engine))
}

async function react(engine: Engine, sql: PoolClient, events: readonly LoggedEvent[]) {
  const { touched, last } = await touchedProducts(sql, events)
  // A product that nobody offers any more has no offers to look at.
  const products = await offersOn(engine, [...touched.keys()], sql)
  const now = engine.clock.now()
  const changes = await recordChanges(sql, products, touched, now)
  await notifyOffers(sql, changes, now)
  const policies = new Map([...products].map(([asin, { policy }]) => [asin, policy]))
  await applyRules(
    sql,
    changes.map(({ snapshot, group }) => ({
      group,
      policy: policies.get(snapshot.asin) as Policy,
    })),
    now,
  )
  return { last }
}

/** Rules that were just set, or whose rest is over, decide without an event. */
async function wakeRules(engine: Engine): Promise<number> {
  const now = await presentTime(engine)
  const waiting = await engine.pool.query({ name: 'rules-awake', text: AWAKE, values: [now, 1] })
  if (waiting.rowCount === 0) return 0
  return transaction(engine.pool, async (sql) => {
    const { rows } = await sql.query<{ listing_id: number }>({
      name: 'wake-rules',
      text: `update pricing_rule set wake_at = null
        where listing_id in (${AWAKE} for no key update skip locked) returning listing_id`,
      values: [now, WOKEN_MAX],
    })
    const woken = new Set(rows.map((row) => row.listing_id))
    await applyRules(sql, await groupsOf(engine, sql, woken), now)
    return woken.size
  })
}

const AWAKE = `select listing_id from pricing_rule
  where wake_at <= to_timestamp($1::float8 / 1000) and enabled order by listing_id limit $2`

/** The groups of offers in which listings compete. */
async function groupsOf(
  engine: Engine,
  sql: PoolClient,
  listings: ReadonlySet<number>,
): Promise<readonly { readonly group: OfferGroup; readonly policy: Policy }[]> {
  const asins = await productsOf(sql, [...listings])
  const products = await offersOn(engine, [...new Set(asins.values())], sql)
  return [...products.values()].flatMap(({ groups, policy }) =>
    groups
      .filter(({ standings }) => standings.some(({ offer }) => listings.has(offer.listing)))
      .map((group) => ({ group, policy })),
  )
}
