// The first thing every npm script runs: `node tools/bootstrap.mjs <file.ts> [arguments]`.
//
// It must run on whatever Node the user has (18 and up), before anything is installed, so it is
// plain JavaScript without packages. It installs what package-lock.json asks for when that is
// missing, then runs the file on the Node that came with the packages, which is new enough to
// run TypeScript as it is.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import module from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
/** Says which package-lock.json node_modules was last seen to satisfy. */
const marker = path.join(modules, '.tamaru-lock')
/** Held by the process that is installing; names its pid. */
const lock = path.join(root, '.tamaru', 'install.lock')

const lockText = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')
const lockHash = createHash('sha256').update(lockText).digest('hex')

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function fail(message) {
  process.stderr.write(`tamaru: ${message}\n`)
  process.exit(69) // EX_UNAVAILABLE, as docs/reference/exit-codes.md says
}

/**
 * True when node_modules holds every package the lock asks for.
 * The marker answers in a millisecond; without it (somebody ran `npm ci` by hand) npm's own record
 * of what it installed is compared, so that nothing is installed twice.
 */
function isInstalled() {
  if (read(marker) === lockHash) return true
  const record = read(path.join(modules, '.package-lock.json'))
  if (record === '') return false
  const wanted = Object.entries(JSON.parse(lockText).packages)
  const present = JSON.parse(record).packages
  const satisfied = wanted.every(([name, { version, integrity, optional }]) => {
    if (name === '') return true
    const found = present[name]
    if (!found) return optional === true // made for another platform
    return found.version === version && found.integrity === integrity
  })
  if (satisfied) fs.writeFileSync(marker, lockHash)
  return satisfied
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes the lock, or returns false when a living process holds it. */
function takeLock() {
  fs.mkdirSync(path.dirname(lock), { recursive: true })
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  const holder = Number(read(lock))
  // An empty file is a lock being written this very moment.
  if (holder > 0 && !isAlive(holder)) fs.rmSync(lock, { force: true })
  return false
}

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

function install() {
  while (!takeLock()) {
    sleep(100)
    if (isInstalled()) return
  }
  try {
    if (isInstalled()) return
    process.stderr.write('tamaru: installing packages (npm ci), once\n')
    const { npm_execpath: cli, npm_node_execpath: node } = process.env
    const ci = ['ci', '--include=dev', '--loglevel=error', '--no-audit', '--no-fund']
    // Inside `npm run` the very same npm is asked; another package manager's script is not one.
    const [command, ...args] = cli?.endsWith('npm-cli.js')
      ? [node || process.execPath, cli, ...ci]
      : ['npm', ...ci]
    const run = spawnSync(command, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: command === 'npm' && process.platform === 'win32',
    })
    if (run.error)
      throw new Error(`npm could not be started (${run.error.code}); install npm first`)
    if (run.status !== 0) {
      throw new Error(`npm ci failed (${run.status ?? run.signal}), see above; run the same again`)
    }
    fs.writeFileSync(marker, lockHash)
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

/** The Node that came with the packages, else the user's own when it is new enough. */
function runtime() {
  const { platform, arch, execPath, versions } = process
  const binary = platform === 'win32' ? 'node.exe' : 'node'
  const system = platform === 'win32' ? 'win' : platform
  for (const name of [`node-${system}-${arch}`, `node-bin-${system}-${arch}`]) {
    const file = path.join(modules, name, 'bin', binary)
    if (fs.existsSync(file)) return file
  }
  const [major, minor] = versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return execPath
  return fail(
    `no Node for ${platform}-${arch} among the packages; install Node 24 and run it again`,
  )
}

const [file, ...args] = process.argv.slice(2)
if (!file) fail('usage: node tools/bootstrap.mjs <file.ts> [arguments]')
try {
  if (!isInstalled()) install()
} catch (error) {
  fail(`packages are missing: ${error.message}`)
}

const entry = path.resolve(root, file)
if (!fs.existsSync(entry)) fail(`${file} does not exist in ${root}`)
// What was compiled for one command need not be compiled for the next, nor for its child processes.
process.env.NODE_COMPILE_CACHE ??= path.join(modules, '.cache', 'compiled')
const node = runtime()
if (fs.realpathSync(node) === fs.realpathSync(process.execPath)) {
  // npm puts node_modules/.bin first on the PATH, so after the first time this is the usual way:
  // no second process, no signals to forward.
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
  process.argv = [process.execPath, entry, ...args]
  await import(pathToFileURL(entry).href)
} else {
  const child = spawn(node, [...process.execArgv, entry, ...args], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to the child as well; passing it on twice would make the child think
  // of a second, impatient one. A signal sent to this process alone is passed on.
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGUSR2']) {
    process.on(signal, () => child.kill(signal))
  }
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT')
  })
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.exit(128 + os.constants.signals[signal])
  })
}
