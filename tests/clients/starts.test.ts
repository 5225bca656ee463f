import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { appFor, toolWorld } from '../spapi/kit.ts'
import { environment, REDIRECT } from './program.ts'

/** The programs of docs/sp-api.md, by their headings, as somebody would copy them. */
const PAGE = path.resolve(import.meta.dirname, '../../docs/sp-api.md')
const page = await readFile(PAGE, 'utf8')
const starts = [...page.matchAll(/^### (.+)\n\n```js\n([\s\S]+?)^```/gm)].map(
  ([, client = '', code = '']) => ({ client, code }),
)

const world = await toolWorld()
const url = await world.app.listen({ host: '127.0.0.1', port: 0 })
const credentials = await appFor(world.engine, 'tea-house')
const env = environment(url, credentials)

/** Beside this file, so that it finds the packages. */
const FILE = path.join(import.meta.dirname, `start-${process.pid}.mjs`)
afterAll(() => rm(FILE, { force: true }))

const run = (args: readonly string[], variables: NodeJS.ProcessEnv) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, args, { env: variables })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })

test('there is one for each of the three clients', () => {
  expect(starts.map(({ client }) => client)).toEqual([
    'amazon-sp-api',
    '@sp-api-sdk/*',
    '@amazon-sp-api-release/amazon-sp-api-sdk-js',
  ])
})

test('what they read, the page has set before', () => {
  const set = [...page.matchAll(/^export (\w+)=/gm)].map(([, name]) => name)
  const read = [...page.matchAll(/process\.env\.(\w+)/g)].map(([, name]) => name)
  expect(new Set(set)).toEqual(new Set(read))
})

test.each(starts)('$client runs as it stands', async ({ code }) => {
  await writeFile(FILE, code)
  const { code: ended, output } = await run(['--import', REDIRECT, FILE], env)
  expect({ ended, output: output.trim() }).toEqual({
    ended: 0,
    output: expect.stringMatching(/^(茶の家|TEA 100)$/),
  })
})

test('by --require it is the same, for a program that is no module', async () => {
  const program = `
    require('https').get('https://sellingpartnerapi-fe.amazon.com/sellers/v1/account', (answer) => {
      process.stdout.write(answer.statusCode + ' ' + answer.headers['x-amzn-requestid'].length)
      answer.resume()
    })
    fetch('https://api.amazon.com/auth/o2/token', { method: 'POST' }).then(async (answer) => {
      process.stdout.write(' ' + (await answer.json()).error)
    })`
  const { output } = await run(['--require', REDIRECT, '--eval', program], env)
  expect(output).toContain('403 36')
  expect(output).toContain('invalid_request')
})

test('other hosts are left alone, and without an address nothing starts', async () => {
  const said = 'process.stdout.write(String(answer.status))'
  const program = `fetch('${url}/v1/time').then((answer) => ${said})`
  expect((await run(['--import', REDIRECT, '--eval', program], env)).output).toBe('200')
  const { TAMARU_URL: _, ...without } = env
  const { code, output } = await run(['--import', REDIRECT, '--eval', '1'], without)
  expect(code).not.toBe(0)
  expect(output).toContain('set TAMARU_URL')
})
