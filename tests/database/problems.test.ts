import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { PROBLEMS, Problem, problemOf } from '../../src/database/problems.ts'

const PAGE = new URL('../../docs/reference/exit-codes.md', import.meta.url)

test('docs/reference/exit-codes.md has every problem, with its exit code and meaning', async () => {
  const page = await readFile(PAGE, 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| ([^|]+) \| [^|]+ \|$/gm)]
  expect(rows.map(([, code, exit, meaning]) => [code, Number(exit), meaning])).toEqual(
    Object.entries(PROBLEMS).map(([code, { exitCode, meaning }]) => [code, exitCode, meaning]),
  )
})

test('every exit code is explained on that page', async () => {
  const page = await readFile(PAGE, 'utf8')
  for (const { exitCode } of Object.values(PROBLEMS)) {
    expect(page).toMatch(new RegExp(`^\\| ${exitCode} \\| \\S`, 'm'))
  }
})

const failure = (fields: object) => Object.assign(new Error('as it was said'), fields)

test.each([
  ['53100', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['57P01', 'database-interrupted'],
  ['ECONNRESET', 'database-interrupted'],
  ['53300', 'database-interrupted'],
  ['42501', 'permission-denied'],
  ['EACCES', 'permission-denied'],
  ['ETIMEDOUT', 'database-unreachable'],
])('%s is %s, in one line that keeps what was said', (code, expected) => {
  const problem = problemOf(failure({ code }))
  expect(problem?.code).toBe(expected)
  expect(problem?.exitCode).toBe(PROBLEMS[problem?.code ?? 'disk-full'].exitCode)
  expect(problem?.message).toContain('as it was said')
})

test.each([
  ['Query read timeout', 'database-unreachable'],
  ['timeout exceeded when trying to connect', 'database-unreachable'],
  ['Connection terminated unexpectedly', 'database-interrupted'],
  ['Client was closed and is not queryable', 'database-interrupted'],
])('%s, which pg says without a code, is %s', (message, expected) => {
  expect(problemOf(new Error(message))?.code).toBe(expected)
})

test('a port in use is named', async () => {
  const first = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    first.close()
  })
  await new Promise((resolve) => first.once('listening', resolve))
  const { port } = first.address() as { port: number }
  const error = await new Promise((resolve) =>
    createServer().once('error', resolve).listen(port, '127.0.0.1'),
  )
  const problem = problemOf(error)
  expect(problem).toMatchObject({ code: 'port-in-use', exitCode: 75 })
  expect(problem?.message).toContain(String(port))
})

test('the reason is found behind other errors', () => {
  const reason = failure({ code: 'ECONNREFUSED' })
  expect(problemOf(new Error('could not load', { cause: reason }))?.code).toBe(
    'database-unreachable',
  )
  expect(problemOf(new AggregateError([reason, reason]))?.code).toBe('database-unreachable')
})

test('a problem stays what it is, a bug is none', () => {
  const problem = new Problem('disk-full', 'two\n  lines')
  expect(problemOf(problem)).toBe(problem)
  expect(problem.message).toBe('two lines')
  expect(problemOf(new TypeError('x is not a function'))).toBeUndefined()
  expect(problemOf(failure({ code: '23505' }))).toBeUndefined()
  expect(problemOf('text')).toBeUndefined()
})
