import { expect, test } from 'vitest'
import { transaction } from '../../src/database/connect.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { DAY, type Instant } from '../../src/rules/time/instant.ts'
import { createDocument, findDocument } from '../../src/usecases/documents/document.ts'
import {
  readParts,
  TooLarge,
  writeDocument,
  writeParts,
} from '../../src/usecases/documents/parts.ts'
import { DEFAULT_RETENTION, forgetOld } from '../../src/usecases/notices/forget.ts'
import { report } from './documents.ts'
import { callOperation, toolWorld } from './kit.ts'

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

test.each([1_000, 262_144, 262_145, 1_000_000])(
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
