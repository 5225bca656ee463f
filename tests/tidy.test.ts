import { describe, expect, test } from 'vitest'
import { type Finding, repositoryFiles } from './tidy/files.ts'
import { checkDecisions, checkLinks, checkMigrations } from './tidy/repository.ts'
import { checkSyntax } from './tidy/syntax.ts'
import { checkText } from './tidy/text.ts'

const show = (findings: Finding[]) =>
  findings.map(({ file, line, rule, found }) => `${file}:${line}: ${rule}: ${found}`)

describe('the repository is tidy', () => {
  const files = repositoryFiles()

  test('the check sees the repository', () => {
    const paths = files.map((file) => file.path)
    expect(paths).toContain('package-lock.json')
    expect(paths).toContain('tests/tidy.test.ts')
    expect(paths.some((file) => file.startsWith('node_modules/'))).toBe(false)
  })

  test.each([
    ['lines, lengths and words', () => files.flatMap(checkText)],
    ['functions and calls', () => files.flatMap(checkSyntax)],
    ['migrations', () => checkMigrations(files)],
    ['links', () => checkLinks(files)],
    ['decisions', () => checkDecisions(files)],
  ])('%s', (_, check) => {
    expect(show(check())).toEqual([])
  })
})

describe('tidy finds what it is for', () => {
  const rules = (findings: Finding[]) => findings.map(({ line, rule }) => `${line} ${rule}`)
  const code = (text: string, path = 'src/http/server.ts') => rules(checkSyntax({ path, text }))
  const text = (text: string, path = 'src/http/server.ts') => rules(checkText({ path, text }))

  test.each([
    ['const a = Date.now()', ['1 banned call']],
    ['\nconst a = new Date()', ['2 banned call']],
    ['const a = new Date', ['1 banned call']],
    ['const a = Math\n  .random()', ['1 banned call']],
    ['const a = globalThis.performance.now()', ['1 banned call']],
    ["test.only('a', () => {})", ['1 banned call']],
    ["describe.concurrent.skip('a', () => {})", ['1 banned call']],
    ['const a = b as any', ['1 as any']],
    ['const a = new Date(0)', []],
    ['// Date.now() in a comment', []],
    ["const a = 'Math.random()'", []],
    ["test.skipIf(isRoot)('a', () => {})", []],
  ])('in code: %j', (source, expected) => {
    expect(code(source)).toEqual(expected)
  })

  test('the clock and the ids may ask the machine, the benchmark has a stopwatch', () => {
    expect(code('Date.now()', 'src/clock/clock.ts')).toEqual([])
    expect(code('Math.random()', 'src/ids/ids.ts')).toEqual([])
    expect(code('performance.now()', 'bench/main.ts')).toEqual([])
    expect(code('Date.now()', 'bench/main.ts')).toEqual(['1 banned call'])
  })

  test('a function of 71 lines is too long, a suite of tests is none', () => {
    const lines = (count: number) => '\n'.repeat(count - 1)
    expect(code(`function f() {${lines(70)}}`)).toEqual([])
    expect(code(`function f() {${lines(71)}}`)).toEqual(['1 function over 70 lines'])
    expect(code(`const f = () => {${lines(71)}}`)).toEqual(['1 function over 70 lines'])
    expect(code(`class A {\n  f() {${lines(71)}}\n}`)).toEqual(['2 function over 70 lines'])
    expect(code(`describe('a', () => {${lines(99)}})`)).toEqual([])
  })

  test('lines and files have a length', () => {
    expect(text(`${'a'.repeat(100)}\n`)).toEqual([])
    expect(text(`${'あ'.repeat(121)}\n`)).toEqual(['1 line over 120'])
    expect(text(`${'a'.repeat(121)}\n`, 'README.md')).toEqual([])
    expect(text(`test('${'a'.repeat(121)}', async () => {\n`)).toEqual([])
    expect(text('a\n'.repeat(400))).toEqual([])
    expect(text('a\n'.repeat(401))).toEqual(['401 file over 400 lines'])
  })

  test.each([
    ['// TODO: later\n', ['1 unfinished work']],
    ['// @ts-ignore\n', ['1 silenced checker']],
    ['a \n', ['1 end of line']],
    ['a\r\n', ['1 end of line']],
    ['a', ['1 no newline at the end']],
    ["fetch('https://nexus.example/x')\n", ['1 package registry host']],
    ["open('/home/me/x')\n", ['1 path of one machine']],
    ["open('C:\\\\x')\n", ['1 path of one machine']],
    ["open('/var/lib/tamaru')\n", []],
    ["path: '/todos'\n", []],
  ])('in text: %j', (source, expected) => {
    expect(text(source)).toEqual(expected)
  })

  test('a lockfile with hosts', () => {
    const found = text('{\n  "resolved": "https://a.example/b.tgz"\n}\n', 'package-lock.json')
    expect(found).toEqual(['2 lockfile names a host'])
  })

  test('migrations with gaps, strange names or nothing in them', () => {
    const check = (...names: string[]) =>
      checkMigrations(names.map((name) => ({ path: `db/migrations/${name}`, text: 'select 1' })))
    expect(check('0001_a.sql', '0002_b.sql')).toEqual([])
    expect(check('0001_a.sql', '0003_c.sql')).toHaveLength(1)
    expect(check('0001_a.sql', '0001_b.sql')).toHaveLength(1)
    expect(check('0001-a.sql')).toHaveLength(1)
    const empty = { path: 'db/migrations/0001_a.sql', text: '-- nothing\n' }
    expect(rules(checkMigrations([empty]))).toEqual(['1 empty migration'])
  })

  test('links that lead nowhere', () => {
    const page = (source: string) => [
      { path: 'docs/a.md', text: source },
      { path: 'docs/b.md', text: '# Two words, and more\n' },
    ]
    const check = (source: string) =>
      rules(checkLinks(page(source), (file) => ['docs/a.md', 'docs/b.md', 'db'].includes(file)))
    expect(
      check('[b](b.md) [b](./b.md#two-words-and-more) [db](../db/) [x](https://x.example)'),
    ).toEqual([])
    expect(check('[c](c.md)')).toEqual(['1 dead link'])
    expect(check('\n![c](c.png)')).toEqual(['2 dead link'])
    expect(check('[b](b.md#three)')).toEqual(['1 dead link'])
    expect(check('[c]: ../c.md')).toEqual(['1 dead link'])
    expect(check('`[c](c.md)`\n```\n[c](c.md)\n```')).toEqual([])
  })

  test('a decision that the index forgot', () => {
    const pages = [
      { path: 'docs/decisions/README.md', text: '- [money](money.md)\n' },
      { path: 'docs/decisions/money.md', text: '' },
      { path: 'docs/decisions/lost.md', text: '' },
    ]
    expect(checkDecisions(pages).map(({ file }) => file)).toEqual(['docs/decisions/lost.md'])
  })
})
