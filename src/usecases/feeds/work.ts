import { exclusively } from '../../database/exclusively.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { Engine } from '../engine.ts'
import { processFeed } from './process.ts'

/** Advisory locks of feeds: a range of their own, one number for each feed. */
const FEED_LOCKS = 7_252_100_000_000

/** Feeds that one process is at, at the same time: a large one keeps nobody's small one waiting. */
const LANES = 2

/**
 * Processes every feed that waits, the oldest first, and those that another process left when it
 * was killed. A feed that another process is at is left to it.
 */
export async function processFeeds(engine: Engine): Promise<void> {
  const tried = new Set<number>()
  const failed: unknown[] = []
  const lane = async () => {
    for (;;) {
      const feed = await nextFeed(engine, tried)
      if (!feed) return
      tried.add(feed.id)
      const work = () => processFeed(engine, feed)
      // One that fails stays where it is, for the next time, and keeps no other waiting.
      await exclusively(engine.pool, FEED_LOCKS + feed.id, work).catch((error) =>
        failed.push(error),
      )
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  if (failed.length > 0) throw failed[0]
}

async function nextFeed({ pool }: Engine, tried: ReadonlySet<number>) {
  const { rows } = await pool.query<{ seller: SellerId; id: number }>({
    name: 'next-feed',
    text: `select seller_id as seller, id from feed
      where status in ('in_queue', 'in_progress') and id <> all($1::bigint[])
      order by created_at, id limit 1`,
    values: [[...tried]],
  })
  return rows[0]
}
