import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { Pool } from '../../src/database/connect.ts'
import { testDatabase } from '../kit/database.ts'
import { type TestEngine, testEngine } from '../kit/engine.ts'
import { tell } from './story.ts'

/**
 * Every recipe is a page with one `story` block and one `postings` block. The story is told to
 * the engine on the real database; what it posted must be what the page shows.
 * UPDATE_RECIPES=1 writes the blocks anew: read the difference before you commit it.
 */
const FOLDER = new URL('../../docs/recipes/', import.meta.url)
const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md')

const db = await testDatabase()
const engine = testEngine(db)
afterAll(() => engine.close())

const block = (name: string) => new RegExp(`\`\`\`${name}\n(?<text>.*?)\n\`\`\``, 's')

describe.sequential('recipes', () => {
  test.each(pages)('%s shows the postings of its story', async (page) => {
    const file = new URL(page, FOLDER)
    const text = readFileSync(file, 'utf8')
    const story = block('story').exec(text)?.groups?.text
    const shown = block('postings').exec(text)?.groups?.text
    expect(story, 'a story block').toBeTypeOf('string')
    expect(shown, 'a postings block').toBeTypeOf('string')
    const posted = await postedBy(engine, db.pool, story ?? '', page)
    if (process.env.UPDATE_RECIPES) {
      writeFileSync(file, text.replace(block('postings'), `\`\`\`postings\n${posted}\n\`\`\``))
    } else expect(posted).toBe(shown)
  })
})

test('there are recipes to check', () => {
  expect(pages.length).toBeGreaterThan(5)
})

/** Tells a story and returns its postings as text, under the sentence that caused them. */
async function postedBy(engine: TestEngine, sql: Pool, story: string, page: string) {
  // Each page has a buyer and orders of its own, whatever their names on the page.
  const tag = page.replace(/\W/g, '_')
  const told: string[] = []
  let seen = 0
  for (const [index, sentence] of story.split('\n').entries()) {
    const own = sentence.replace(/\bhanako\b/, `hanako_${tag}`).replace(/\bo-\d\b/, `$&-${tag}`)
    await tell(engine, own, `${page}:${index}`)
    const { rows } = await sql.query<{ version: number; text: string }>(
      `select version, rpad(debit::text, 20) || '→ ' || rpad(credit::text, 19)
        || lpad(amount::text, 6) || ' ' || rpad(unit::text, 3) || '  ' || kind as text
      from posting join buyer on buyer.id = book_id
      where reference = $1 and version > $2 order by version, n`,
      [`hanako_${tag}`, seen],
    )
    seen = rows.at(-1)?.version ?? seen
    told.push(sentence, ...rows.map((row) => `  ${row.text}`))
  }
  return told.join('\n')
}
