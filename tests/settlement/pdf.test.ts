import { createCanvas } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStatements, type Statement } from '../../src/ledger/statements.ts'
import type { SellerId } from '../../src/rules/ids.ts'
import { STATEMENT_LINES } from '../../src/rules/settlement/settle.ts'
import { FIGURE_WORDS, STATEMENT_WORDS } from '../../src/rules/settlement/words.ts'
import { openStatement } from '../../src/usecases/settlement/open.ts'
import { statementPdf } from '../../src/usecases/settlement/pdf.ts'
import { settleThrough } from '../../src/usecases/settlement/settle.ts'
import { testDatabase } from '../kit/database.ts'
import { testEngine } from '../kit/engine.ts'
import { registerSellers, SELLERS } from '../ledger/history.ts'
import { giveBack, sell, shoppers } from './sales.ts'

const [seller] = SELLERS as [SellerId]
const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

/** A name with signs that an old printer had none of, and one that even this typeface lacks. */
const SHOP = { reference: 'S-1', name: '髙橋商店①𠮷' }

let statement: Statement
beforeAll(async () => {
  await registerSellers(engine.pool)
  await shoppers(engine, 'hanako')
  for (let n = 1; n <= 14; n++) await sell(engine, `250-${n}`, [seller])
  await giveBack(engine, '250-1', 1, { of: 'percentage', bps: 1_000 })
  const { end } = await openStatement(engine, seller)
  engine.clock.set(end)
  await settleThrough(engine, end)
  const [found] = await readStatements(db.pool, seller, null, 1)
  statement = found as Statement
})

async function made(language: 'ja' | 'en'): Promise<Buffer> {
  const { stream, written } = statementPdf(engine, statement, SHOP, language)
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  await written
  return Buffer.concat(pieces)
}

const open = (bytes: Buffer) =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false }).promise

/** Every piece of text with where it stands, page after page. */
async function textOf(bytes: Buffer) {
  const document = await open(bytes)
  const pages = []
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n)
    const { items } = await page.getTextContent()
    pages.push(items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : [])))
  }
  return pages
}

describe.each(['ja', 'en'] as const)('a statement on paper (%s)', (language) => {
  test('has every line, and its items sum to the net on the last page', async () => {
    const pages = await textOf(await made(language))
    expect(pages.length).toBeGreaterThan(1)
    const texts = pages.flat().map(({ str }) => str)
    for (const line of STATEMENT_LINES) {
      expect(texts).toContain(STATEMENT_WORDS[line][language])
    }
    expect(texts).toContain(FIGURE_WORDS.disbursement[language])
    expect(texts).toContain(`￥${statement.disbursement.toLocaleString('en')}`)
    // The cells of the last column, from the first item on: all of them, then their sum.
    const sums = pages
      .flat()
      .filter(({ str, transform }) => /^−?[\d,]+$/.test(str) && transform[5] > 40)
      .map(({ str }) => Number(str.replace('−', '-').replaceAll(',', '')))
    const afterNet = sums.slice(STATEMENT_LINES.length + 4)
    expect(afterNet.at(-1)).toBe(statement.net)
    expect(afterNet.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBe(statement.net)
  })

  test('is the same to the byte whenever it is made', async () => {
    expect((await made(language)).equals(await made(language))).toBe(true)
  })
})

test('Japanese is really painted: each sign of the title is a drawing of its own', async () => {
  const document = await open(await made('ja'))
  const page = await document.getPage(1)
  const viewport = page.getViewport({ scale: 3 })
  const canvas = createCanvas(viewport.width, viewport.height)
  await page.render({ canvas: canvas as never, viewport }).promise
  const context = canvas.getContext('2d')
  const { items } = await page.getTextContent()
  const title = items.find((item) => 'str' in item && item.str === '決済レポート')
  if (!title || !('str' in title)) throw new Error('no title')
  const [, , , size, x, y] = title.transform as [number, number, number, number, number, number]
  const step = title.width / title.str.length
  const drawings = [...title.str].map((_, index) => {
    const left = Math.round((x + index * step) * 3)
    const top = Math.round(viewport.height - (y + size) * 3)
    const { data } = context.getImageData(left, top, Math.round(step * 3), Math.round(size * 3.6))
    return Array.from({ length: data.length / 4 }, (_, at) => ((data[at * 4] ?? 255) < 128 ? 1 : 0))
  })
  const ink = drawings.map((pixels) => pixels.reduce<number>((sum, dark) => sum + dark, 0))
  // 決 has more strokes than ー; a box for a missing sign would be the same for all.
  expect(Math.min(...ink)).toBeGreaterThan(30)
  expect(ink[0]).toBeGreaterThan((ink[4] ?? 0) * 1.5)
  expect(new Set(drawings.map((pixels) => pixels.join(''))).size).toBe(title.str.length)
})

test('a sign that the typeface lacks becomes the printers’ sign for one', async () => {
  const [first = []] = await textOf(await made('ja'))
  expect(first.map(({ str }) => str)).toContain('髙橋商店①〓')
})
