import { ManualClock } from '../../clock/clock.ts'
import type { Pool, Sql } from '../../database/connect.ts'
import { after, DAY, type Instant, instantOf, tokyoMidnight } from '../../rules/time/instant.ts'
import { createPerson } from '../auth/people.ts'
import { passTime } from '../clock/pass-time.ts'
import { buildEngine, type Engine } from '../engine.ts'
import { once } from '../once.ts'
import { sideBySide } from '../side-by-side.ts'
import { CHAPTERS } from './chapters.ts'
import { accepted, eventsOf, grantEvent, type SeedEvent } from './live.ts'
import { LOGINS, SANDBOX_PASSWORD, SHOPPERS, SLEEPERS } from './parties.ts'
import { inventedStories, showcase } from './stories.ts'

/** `strange`: there is something, and it is not the seed's. */
export type SeedState = 'empty' | 'begun' | 'done' | 'strange'

const BEGUN = { caller: 'seed', key: 'begun' }
const DONE = { caller: 'seed', key: 'done' }

/** How far a database has been filled for a sandbox. */
export async function seedState(sql: Sql): Promise<SeedState> {
  const { rows } = await sql.query<Readonly<Record<'begun' | 'done' | 'used', boolean>>>(
    `select exists (select from request where caller = 'seed' and key = 'begun') as begun,
      exists (select from request where caller = 'seed' and key = 'done') as done,
      exists (select from seller) or exists (select from buyer) or exists (select from policy)
        as used`,
  )
  const { begun, done, used } = rows[0] ?? { begun: false, done: false, used: true }
  if (done) return 'done'
  if (begun) return 'begun'
  return used ? 'strange' : 'empty'
}

/** What a seeded sandbox holds. */
export interface Seeded {
  readonly sellers: number
  readonly products: number
  readonly listings: number
  readonly buyers: number
  readonly orders: number
}

/** Orders besides those of the showcase. */
const ORDERS = 380

/**
 * Fills an empty sandbox with a marketplace that has been running for three months up to `now`:
 * it is lived through, by the same use cases as the API's, on a clock of its own. Cut off anywhere,
 * the same call goes on; done again, it changes nothing.
 */
export async function seedSandbox(
  pool: Pool,
  commandPool: Pool,
  now: Instant,
  progress: (done: number, total: number) => void = () => {},
): Promise<void> {
  // A second run takes the first one's today, so that it asks for the very same.
  const starting = buildEngine(pool, commandPool, new ManualClock(now))
  const begun = await accepted(
    once(starting, BEGUN, 'seed.begun', {}, async (work) => ({ at: work.now })),
  )
  const today = tokyoMidnight(instantOf(begun.outcome.at))
  const clock = new ManualClock(after(today, (CHAPTERS[0]?.day ?? 0) * DAY))
  const engine = buildEngine(pool, commandPool, clock)
  const events = history(today)
  let done = 0
  for (const [index, { day, begin }] of CHAPTERS.entries()) {
    const start = after(today, day * DAY)
    clock.set(start)
    await begin(engine, today)
    const end = CHAPTERS[index + 1] ? after(today, (CHAPTERS[index + 1]?.day ?? 0) * DAY) : today
    const lived = events.filter(({ at }) => at >= start && at < end)
    const perform = (event: SeedEvent) => event.perform(engine)
    await sideBySide(
      lived,
      ({ buyer }) => buyer,
      perform,
      (count) => progress(done + count, events.length),
    )
    done += lived.length
  }
  clock.set(now)
  await Promise.all([letPeopleIn(engine), passTime(engine, now)])
  await accepted(once(engine, DONE, 'seed.done', {}, async () => ({})))
}

/** Everything that happened to buyers, in time order. */
function history(today: Instant): SeedEvent[] {
  const stories = [...inventedStories(ORDERS), ...showcase()]
  const events = [
    ...SLEEPERS.map(({ reference, daysAgo }, index) =>
      grantEvent(reference, 500 + index * 100, after(today, -daysAgo * DAY)),
    ),
    ...SHOPPERS.filter((_, index) => index % 3 === 0).map(({ reference }) =>
      grantEvent(reference, 300, after(today, -96 * DAY)),
    ),
    ...stories.flatMap((story) => eventsOf(story, today)),
  ]
  return events.sort((a, b) => a.at - b.at)
}

async function letPeopleIn(engine: Engine): Promise<void> {
  await Promise.all(
    LOGINS.map((person) =>
      accepted(
        createPerson(
          engine,
          { caller: 'seed', key: `person:${person.login}` },
          { ...person, password: SANDBOX_PASSWORD },
        ),
      ),
    ),
  )
}

/** What is there now. */
export async function seededCounts(sql: Sql): Promise<Seeded> {
  const { rows } = await sql.query<Seeded>(
    `select (select count(*) from seller) as sellers, (select count(*) from product) as products,
      (select count(*) from listing) as listings, (select count(*) from buyer) as buyers,
      (select count(*) from orders) as orders`,
  )
  return rows[0] as Seeded
}
