import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { killHard, temporaryFolder } from './kit/processes.ts'

const BOOTSTRAP = path.resolve(import.meta.dirname, '../tools/bootstrap.mjs')
const SCRIPT = `
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(3))
  setInterval(() => {}, 1000)
}
console.log(JSON.stringify(process.argv.slice(2)))
if (process.argv[2] === 'fail') process.exitCode = Number(process.argv[3])
`

/** A project with one package, which lies in the project itself so that no network is needed. */
async function project(): Promise<string> {
  const root = await temporaryFolder()
  const write = async (file: string, content: object | string) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true })
    const data = typeof content === 'string' ? content : JSON.stringify(content)
    await writeFile(path.join(root, file), data)
  }
  const dependencies = { dep: 'file:dep' }
  await write('package.json', { name: 'p', version: '1.0.0', dependencies })
  await write('dep/package.json', { name: 'dep', version: '1.0.0' })
  await write('package-lock.json', {
    name: 'p',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'p', version: '1.0.0', dependencies },
      dep: { version: '1.0.0' },
      'node_modules/dep': { resolved: 'dep', link: true },
    },
  })
  await write('script.ts', SCRIPT)
  await mkdir(path.join(root, 'tools'))
  await copyFile(BOOTSTRAP, path.join(root, 'tools/bootstrap.mjs'))
  return root
}

function start(root: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, ['tools/bootstrap.mjs', 'script.ts', ...args], { cwd: root })
}

async function run(root: string, ...args: string[]) {
  const child = start(root, ...args)
  if (!child.stdout || !child.stderr) throw new Error('no output')
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { out, err, code: child.exitCode }
}

/** Gives the project a Node of its own, as the packages do, that is not the one we run on. */
async function ownNode(root: string): Promise<void> {
  const bin = path.join(root, `node_modules/node-${process.platform}-${process.arch}/bin`)
  await mkdir(bin, { recursive: true })
  await writeFile(path.join(bin, 'node'), `#!/bin/sh\nexec "${process.execPath}" "$@"\n`)
  await chmod(path.join(bin, 'node'), 0o755)
}

const INSTALLING = /installing packages/g

test('what is missing is installed once, and standard output is the script alone', async () => {
  const root = await project()
  const first = await run(root, 'a b', '--json')
  expect(first).toMatchObject({ code: 0, out: '["a b","--json"]\n' })
  expect(first.err.match(INSTALLING)).toHaveLength(1)
  expect(await run(root)).toEqual({ code: 0, out: '[]\n', err: '' })
})

test('what somebody installed by hand is not installed again', async () => {
  const root = await project()
  await run(root)
  await rm(path.join(root, 'node_modules/.tamaru-lock'))
  expect((await run(root)).err).toBe('')
})

test('a changed lock is installed', async () => {
  const root = await project()
  await run(root)
  const lock = path.join(root, 'package-lock.json')
  const changed = (await readFile(lock, 'utf8')).replaceAll('1.0.0', '1.0.1')
  await writeFile(lock, changed)
  for (const file of ['package.json', 'dep/package.json']) {
    const manifest = path.join(root, file)
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('1.0.0', '1.0.1'))
  }
  expect((await run(root)).err.match(INSTALLING)).toHaveLength(1)
})

test('several at the same time install once and all run', async () => {
  const root = await project()
  const runs = await Promise.all(['1', '2', '3', '4'].map((n) => run(root, n)))
  expect(runs.map(({ out }) => out)).toEqual(['["1"]\n', '["2"]\n', '["3"]\n', '["4"]\n'])
  expect(
    runs
      .map(({ err }) => err)
      .join('')
      .match(INSTALLING),
  ).toHaveLength(1)
})

test('an installation that was killed is taken up again', async () => {
  const root = await project()
  await run(root)
  await rm(path.join(root, 'node_modules'), { recursive: true })
  const dead = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await mkdir(path.join(root, '.tamaru'), { recursive: true })
  await writeFile(path.join(root, '.tamaru/install.lock'), String(dead.pid))
  await killHard(dead.pid ?? 0)
  expect(await run(root)).toMatchObject({ code: 0, out: '[]\n' })
})

test('an installation that fails says so in its last line', async () => {
  const root = await project()
  await writeFile(path.join(root, 'dep/package.json'), '{')
  await writeFile(path.join(root, 'package.json'), '{"name":"p","dependencies":{"x":"1"}}')
  const { code, out, err } = await run(root)
  expect({ code, out }).toEqual({ code: 69, out: '' })
  expect(err.trim().split('\n').at(-1)).toMatch(/^tamaru: packages are missing: npm ci failed/)
  expect(await run(root)).toMatchObject({ code: 69 })
})

test.each(['the same Node', 'the Node of the packages'])(
  'the exit code is passed on: %s',
  async (way) => {
    const root = await project()
    await run(root)
    if (way !== 'the same Node') await ownNode(root)
    expect(await run(root, 'fail', '7')).toEqual({ code: 7, out: '["fail","7"]\n', err: '' })
  },
)

test.each(['the same Node', 'the Node of the packages'])(
  'SIGTERM is passed on: %s',
  async (way) => {
    const root = await project()
    await run(root)
    if (way !== 'the same Node') await ownNode(root)
    const child = start(root, 'wait')
    if (child.stdout) await once(child.stdout, 'data')
    child.kill('SIGTERM')
    await once(child, 'exit')
    expect(child.exitCode).toBe(3)
  },
)
