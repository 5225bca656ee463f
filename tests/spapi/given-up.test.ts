import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { SellerId } from '../../src/rules/ids.ts'
import { after, MINUTE } from '../../src/rules/time/instant.ts'
import { createDocument } from '../../src/usecases/documents/document.ts'
import { writeDocument } from '../../src/usecases/documents/parts.ts'
import { createFeed } from '../../src/usecases/feeds/feed.ts'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { relayAll } from '../../src/usecases/notices/relay.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { createReport } from '../../src/usecases/reports/report.ts'
import { callOperation, JAPAN, toolWorld } from './kit.ts'

const world = await toolWorld()
const { engine, db } = world
const seller = (await engine.directory.seller('tea-house')) as SellerId

async function feed(): Promise<number> {
  const made = { seller, use: 'feed', contentType: 'text/plain' } as const
  const input = await createDocument(db.pool, made, engine.clock.now())
  const rows = Buffer.from('sku\tpoints_percent\nTEA\t10\n')
  await writeDocument(db.pool, { seller, id: input }, Readable.from([rows]))
  return (await createFeed(engine, {
    ...{ seller, type: 'POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA', marketplaces: [JAPAN] },
    ...{ options: {}, caller: 'tool:1:1', by: 'tool', input },
  })) as number
}

const report = () => {
  const ask = { seller, type: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaces: [JAPAN], options: {} }
  return createReport(db.pool, ask, engine.clock.now())
}

/** From now on the database fails at whatever is written of one row, and of no other. */
async function poison(table: 'feed' | 'report', id: number): Promise<void> {
  await db.owner.query(`create function poison_${table}() returns trigger language plpgsql as $$
    begin
      if new.failures = old.failures and new.status = old.status or new.status = 'done' then
        raise exception 'poison';
      end if;
      return new;
    end $$`)
  await db.owner.query(`create trigger poison before update on ${table}
    for each row when (new.id = ${id}) execute function poison_${table}()`)
}

test.each([
  ['feed', feed, () => processFeeds(engine), 'getFeed', 'feedId'],
  ['report', report, () => produceReports(engine, engine.clock.now()), 'getReport', 'reportId'],
] as const)(
  'a %s that fails of itself is fatal after five tries, told of once, and holds up no other',
  async (table, make, work, operation, name) => {
    const bad = await make()
    const good = await make()
    await poison(table, bad)
    const status = async (id: number) =>
      (await callOperation(world, operation, { path: { [name]: String(id) } })).json
        .processingStatus
    for (let tries = 1; tries < 5; tries++) {
      // Two processes that look at the same time are one try.
      const both = await Promise.allSettled([work(), work()])
      expect(both.filter((one) => one.status === 'rejected')).toHaveLength(1)
      expect([await status(bad), await status(good)]).toEqual(['IN_PROGRESS', 'DONE'])
      // Others that come meanwhile are no tries of this one, whoever works them off.
      for (let more = 0; more < 5; more++) await make()
      await Promise.all([work(), work()])
      expect(await status(bad)).toBe('IN_PROGRESS')
      engine.clock.set(after(engine.clock.now(), MINUTE))
    }
    await expect(work()).rejects.toThrow('poison')
    expect(await status(bad)).toBe('FATAL')
    await work()
    await relayAll(engine)
    const { rows } = await db.pool.query(
      `select payload ->> 'status' as status, payload ->> 'document' as document
        from event where type = $1 and payload ->> '${table}' = $2`,
      [`${table}.finished`, String(bad)],
    )
    expect(rows).toEqual([{ status: 'fatal', document: null }])
  },
)
