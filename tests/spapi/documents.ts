import { gunzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect } from 'vitest'
import { processFeeds } from '../../src/usecases/feeds/work.ts'
import { produceReports } from '../../src/usecases/reports/produce.ts'
import { callOperation, JAPAN, type ToolWorld } from './kit.ts'

/** The path of an address that was given out. */
export const pathOf = (url: string): string => new URL(url).pathname

/** Sends bytes to an address. */
export const put = (world: ToolWorld, url: string, body: Buffer | string) =>
  world.app.inject({
    method: 'PUT',
    url: pathOf(url),
    headers: { 'content-type': 'text/tab-separated-values; charset=UTF-8' },
    payload: body,
  })

/** Reads an address. */
export const get = (world: ToolWorld, url: string) =>
  world.app.inject({ method: 'GET', url: pathOf(url) })

export interface Sent {
  readonly type: string
  readonly body: Buffer | string
  readonly contentType?: string
}

/** Sends a feed as a program does, and says its number. */
export async function sendFeed(world: ToolWorld, sent: Sent): Promise<string> {
  const { type, body, contentType = 'text/tab-separated-values; charset=UTF-8' } = sent
  const made = await callOperation(world, 'createFeedDocument', { body: { contentType } })
  expect(made.status).toBe(201)
  const written = await put(world, made.json.url, body)
  expect(written.statusCode, world.log.slice(-2).join('')).toBe(200)
  const created = await callOperation(world, 'createFeed', {
    body: {
      feedType: type,
      marketplaceIds: [JAPAN],
      inputFeedDocumentId: made.json.feedDocumentId,
    },
  })
  expect(created.status, JSON.stringify(created.json)).toBe(202)
  return created.json.feedId
}

/** A feed that was processed, and its processing report. */
export async function processed(world: ToolWorld, feedId: string) {
  await processFeeds(world.engine)
  const { json: feed } = await callOperation(world, 'getFeed', { path: { feedId } })
  const { json } = await callOperation(world, 'getFeedDocument', {
    path: { feedDocumentId: feed.resultFeedDocumentId },
  })
  const { rawPayload } = await get(world, json.url)
  return { feed, report: rawPayload.toString('utf8'), bytes: rawPayload }
}

/** Sends a feed and processes it. */
export const feed = async (world: ToolWorld, sent: Sent) =>
  processed(world, await sendFeed(world, sent))

/** Rows of a report: tab-separated, in Shift_JIS, compressed. */
export async function reportRows(
  world: ToolWorld,
  reportDocumentId: string,
  token?: string,
): Promise<readonly (readonly string[])[]> {
  const { status, json } = await callOperation(world, 'getReportDocument', {
    path: { reportDocumentId },
    ...(token === undefined ? {} : { token }),
  })
  expect(status, JSON.stringify(json)).toBe(200)
  expect(json.compressionAlgorithm).toBe('GZIP')
  const { rawPayload } = await get(world, json.url)
  const text = iconv.decode(gunzipSync(rawPayload), 'cp932')
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
}

/** Asks for a report and produces it. */
export async function report(world: ToolWorld, reportType: string, more: object = {}) {
  const body = { reportType, marketplaceIds: [JAPAN], ...more }
  const created = await callOperation(world, 'createReport', { body })
  expect(created.status, JSON.stringify(created.json)).toBe(202)
  await produceReports(world.engine, world.engine.clock.now())
  const { json } = await callOperation(world, 'getReport', {
    path: { reportId: created.json.reportId },
  })
  return json
}
