import { describe, expect, test } from 'vitest'
import { transaction } from '../../src/database/connect.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { DAY, type Instant } from '../../src/rules/time/instant.ts'
import { createDocument, findDocument, LINK_TIME } from '../../src/usecases/documents/document.ts'
import {
  DOCUMENT_MAX,
  readParts,
  TooLarge,
  writeDocument,
  writeParts,
} from '../../src/usecases/documents/parts.ts'
import { DEFAULT_RETENTION, forgetOld } from '../../src/usecases/notices/forget.ts'
import { get, pathOf, put, report } from './documents.ts'
import { callOperation, JAPAN, toolWorld } from './kit.ts'

const world = await toolWorld()
const { engine } = world
const seller = (await engine.directory.seller('tea-house')) as SellerId
const made = { seller, use: 'feed', contentType: 'text/plain' } as const

async function* pieces(of: Buffer, piece: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < of.length; at += piece) yield of.subarray(at, at + piece)
}

const whole = async (id: string) => {
  const parts: Buffer[] = []
  for await (const part of readParts(engine.pool, { seller, id })) parts.push(part)
  return Buffer.concat(parts)
}

test.each([1_000, 32_768, 32_769, 1_000_000])(
  'in pieces of %i bytes, out as it was',
  async (piece) => {
    const bytes = Buffer.alloc(700_001, 'あいう')
    const id = await createDocument(engine.pool, made, engine.clock.now())
    expect(await writeDocument(engine.pool, { seller, id }, pieces(bytes, piece))).toBe(700_001)
    expect((await whole(id)).equals(bytes)).toBe(true)
    const shorter = Buffer.from('sku\n')
    await writeDocument(engine.pool, { seller, id }, pieces(shorter, 4))
    expect((await whole(id)).equals(shorter)).toBe(true)
  },
)

test('more than it may have, without a word beforehand: nothing of it is kept', async () => {
  const id = await createDocument(engine.pool, made, engine.clock.now())
  const writing = transaction(engine.pool, (sql) =>
    writeParts(sql, { seller, id }, pieces(Buffer.alloc(600_000), 1_000), 500_000),
  )
  await expect(writing).rejects.toBeInstanceOf(TooLarge)
  expect(await whole(id)).toHaveLength(0)
  expect((await findDocument(engine.pool, seller, id, ['feed']))?.bytes).toBeNull()
})

test('a sender that breaks off leaves what was there', async () => {
  const id = await createDocument(engine.pool, made, engine.clock.now())
  await writeDocument(engine.pool, { seller, id }, pieces(Buffer.from('first'), 5))
  const broken = async function* () {
    yield Buffer.alloc(300_000)
    throw new Error('the connection broke')
  }
  await expect(writeDocument(engine.pool, { seller, id }, broken())).rejects.toThrow('broke')
  expect((await whole(id)).toString()).toBe('first')
})

test('documents are forgotten after ninety days, reports stay as they were listed', async () => {
  const { reportId, reportDocumentId } = await report(world, 'GET_FLAT_FILE_OPEN_LISTINGS_DATA')
  const ask = () =>
    callOperation(world, 'getReportDocument', { path: { reportDocumentId } }).then(
      ({ status }) => status,
    )
  engine.clock.set((engine.clock.now() + 89 * DAY) as Instant)
  await forgetOld(engine, DEFAULT_RETENTION)
  expect(await ask()).toBe(200)
  engine.clock.set((engine.clock.now() + 2 * DAY) as Instant)
  await forgetOld(engine, DEFAULT_RETENTION)
  expect(await ask()).toBe(404)
  const { json } = await callOperation(world, 'getReport', { path: { reportId } })
  expect(json.processingStatus).toBe('DONE')
})

describe('addresses', () => {
  const document = async (contentType = 'text/plain') =>
    (await callOperation(world, 'createFeedDocument', { body: { contentType } })).json

  test('an address ends after five minutes, and says so', async () => {
    const { url } = await document()
    world.machine.set((world.machine.now() + LINK_TIME) as never)
    const late = await put(world, url, 'sku\n')
    expect([late.statusCode, late.body]).toEqual([
      403,
      expect.stringContaining('<Message>Request has expired</Message>'),
    ])
  })

  test('an address is for writing or for reading, and a guessed one for nothing', async () => {
    const { url } = await document()
    expect((await get(world, url)).statusCode).toBe(403)
    expect((await get(world, 'http://x/documents/guessed')).statusCode).toBe(403)
  })

  test('2 GB are refused before a byte of them is read', async () => {
    const { url } = await document()
    const answer = await world.app.inject({
      ...{ method: 'PUT', url: pathOf(url), payload: 'sku\n' },
      headers: { 'content-type': 'text/plain', 'content-length': String(2 ** 31) },
    })
    expect([answer.statusCode, answer.body]).toEqual([
      413,
      expect.stringContaining(String(DOCUMENT_MAX)),
    ])
  })

  test('what a feed is made of can not be changed any more, nor be another feed’s', async () => {
    const { url, feedDocumentId } = await document()
    const create = () =>
      callOperation(world, 'createFeed', {
        body: {
          ...{
            feedType: 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA',
            marketplaceIds: [JAPAN],
          },
          inputFeedDocumentId: feedDocumentId,
        },
      })
    expect((await create()).json.errors[0].details).toContain('Nothing was sent')
    await put(world, url, 'sku\n')
    expect((await put(world, url, 'sku\tprice\nTEA\t1000\n')).statusCode).toBe(200)
    expect((await create()).status).toBe(202)
    expect((await put(world, url, 'sku\n')).statusCode).toBe(403)
    expect((await create()).json.errors[0].details).toContain('another feed')
  })
})
