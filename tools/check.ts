// What `npm test` runs: every gate and every test, to the end even when some fail.
// The last line is `N passed, N failed`; a gate counts as one test.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GATES, type Gate } from './gates.ts'

type Count = { passed: number; failed: number; skipped: number }

/** Gates at the same time. The tests come after them, alone, because some measure time. */
const LANES = 2

/** Runs a script on this Node; its output is returned, or goes to the terminal when `show`. */
function run(script: string, args: string[], show = false) {
  return new Promise<{ code: number; output: string }>((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      env: { ...process.env, [process.stdout.isTTY ? 'FORCE_COLOR' : 'NO_COLOR']: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function runGate({ name, script, args }: Gate): Promise<boolean> {
  const start = performance.now()
  const { code, output } = await run(script, args)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, '    '))
  return code === 0
}

async function runGates(gates: Gate[]): Promise<Count> {
  const count = { passed: 0, failed: 0, skipped: 0 }
  const waiting = [...gates]
  const lane = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      if (await runGate(gate)) count.passed += 1
      else count.failed += 1
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return count
}

/** The part of vitest's JSON report that is counted. */
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

async function runTests(): Promise<Count> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tamaru-report-'))
  const file = path.join(folder, 'report.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  try {
    const { code } = await run('node_modules/vitest/vitest.mjs', args, true)
    const report: Report = JSON.parse(await readFile(file, 'utf8'))
    // A file that does not even load has no tests in it, but it has failed.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    ).length
    const failed = report.numFailedTests + unloaded
    return {
      passed: report.numPassedTests,
      // vitest also fails for errors outside of any test.
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    }
  } catch (error) {
    console.log(`✗ vitest gave no report: ${error}`)
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const onlyGates = process.argv[2] === 'gates'
const gates = await runGates(GATES)
const tests = onlyGates ? { passed: 0, failed: 0, skipped: 0 } : await runTests()
const failed = gates.failed + tests.failed
const skipped = tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''
console.log(`\n${gates.passed + tests.passed} passed, ${failed} failed${skipped}`)
process.exitCode = failed === 0 ? 0 : 1
