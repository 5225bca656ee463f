import { transaction } from '../../database/connect.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import { later } from '../../rules/time/instant.ts'
import { createDocument, findDocument } from '../documents/document.ts'
import { writeParts } from '../documents/parts.ts'
import type { Engine } from '../engine.ts'
import { applyToListings, preferKeys } from '../listings/apply.ts'
import { authorOf } from '../listings/author.ts'
import { retried } from '../once.ts'
import { announceEnd, type Key } from '../processing/kind.ts'
import { begin } from '../processing/queue.ts'
import { sellerReference } from '../sellers/reference.ts'
import { FEEDS, type Feed } from './feed.ts'
import { issuesOf, keepIssues, readIssues } from './issue.ts'
import { processingReport } from './processing-report.ts'
import { openFeed } from './read.ts'
import type { FeedReading, FeedRow } from './rows.ts'

/** How far a feed is, after each batch. */
export type FeedProgress = (feed: Pick<Feed, 'id' | 'rows' | 'accepted' | 'invalid'>) => void

/**
 * Processes a feed to its end, from where it was when it was cut off. A batch of rows, the count of
 * batches and what was wrong with the rows are one transaction: however often the process is
 * killed, no row is applied twice and none is left out. Only one process may be at a feed.
 */
export async function processFeed(
  engine: Engine,
  key: Key,
  onProgress: FeedProgress = () => {},
): Promise<void> {
  const feed = await begin<Feed>(engine, FEEDS, key)
  if (!feed) return
  const seller = await sellerReference(engine.pool, key.seller)
  const reading = await openFeed(engine, feed, seller)
  let n = 0
  for await (const rows of reading.batches()) {
    n += 1
    // Written before this process took over.
    if (n <= feed.batches) continue
    const batch = n
    const counts = await retried((again) => applyBatch(engine, feed, seller, rows, batch, again))
    onProgress(counts)
  }
  await finish(engine, feed, seller, reading)
}

type Counts = Pick<Feed, 'id' | 'rows' | 'accepted' | 'invalid'>

const applyBatch = (
  engine: Engine,
  feed: Feed,
  seller: string,
  rows: readonly FeedRow[],
  batch: number,
  again: boolean,
): Promise<Counts> =>
  transaction(engine.pool, async (sql) => {
    const now = engine.clock.now()
    const work = { sql, caller: feed.caller, at: now, now, again }
    const author = await authorOf(engine, work, { seller, by: feed.by, source: 'app' })
    if (isRefusal(author)) throw new Error('the seller went missing')
    await preferKeys(sql)
    const asks = rows.flatMap(({ asks: one }) => (isRefusal(one) ? [] : [one]))
    const decided = await applyToListings(work, author, asks)
    const issues = issuesOf(rows, decided)
    await keepIssues(sql, feed, batch, issues)
    const invalid = issues.filter(({ warning }) => !warning).length
    const warned = new Set(issues.filter(({ warning }) => warning).map(({ row }) => row)).size
    const found = await sql.query<Counts>({
      name: 'count-batch',
      text: `update feed set batches = batches + 1, rows = rows + $4, accepted = accepted + $5,
          invalid = invalid + $6, warned = warned + $7
        where seller_id = $1 and id = $2 and batches = $3 - 1
        returning id, rows, accepted, invalid`,
      values: [
        ...[feed.seller, feed.id, batch, rows.length, rows.length - invalid, invalid, warned],
      ],
    })
    const counts = found.rows[0]
    // Another process is at the feed: what it wrote stands, and this is undone.
    if (!counts) throw new Error(`batch ${batch} of feed ${feed.id} is written already`)
    return counts
  })

/** A feed that ended before its first row could be told apart is fatal; any other is done. */
const statusOf = (refusal: Refusal | undefined): 'done' | 'fatal' => (refusal ? 'fatal' : 'done')

async function finish(
  engine: Engine,
  feed: Feed,
  seller: string,
  reading: FeedReading,
): Promise<void> {
  const { refusal, encoding } = reading
  await transaction(engine.pool, async (sql) => {
    const { rows } = await sql.query<Feed>({
      name: 'lock-feed',
      text: `select ${FEEDS.columns} from feed
        where seller_id = $1 and id = $2 and status = 'in_progress' for update`,
      values: [feed.seller, feed.id],
    })
    const done = rows[0]
    if (!done) return
    const input = await findDocument(sql, feed.seller, feed.input, ['feed'])
    const contentType = input?.contentType ?? 'text/plain'
    const now = later(engine.clock.now(), feed.startedAt ?? engine.clock.now())
    const made = { seller: feed.seller, use: 'feed_result', contentType } as const
    const result = await createDocument(sql, made, now)
    const report = processingReport({
      ...{ feed: done, seller, refusal, encoding, issues: readIssues(sql, feed) },
      language: encoding === 'shift_jis' ? 'ja' : 'en',
    })
    await writeParts(sql, { seller: feed.seller, id: result }, report)
    await sql.query({
      name: 'forget-issues',
      text: 'delete from feed_issue where seller_id = $1 and feed_id = $2',
      values: [feed.seller, feed.id],
    })
    await sql.query({
      name: 'finish-feed',
      text: `update feed set status = $3, result_id = $4, ended_at = to_timestamp($5::float8 / 1000)
        where seller_id = $1 and id = $2`,
      values: [feed.seller, feed.id, statusOf(refusal), result, now],
    })
    const ending = { type: feed.type, status: statusOf(refusal), document: result }
    await announceEnd(sql, FEEDS, feed, ending, now)
  })
}
