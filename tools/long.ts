import { spawnSync } from 'node:child_process'

/** The tests whose counts a long run raises; see tests/kit/counts.ts and docs/reliability.md. */
const LONG = [
  ...['src/rules/laws.test.ts', 'tests/faults', 'tests/jobs/workers.test.ts'],
  ...['tests/ledger/balances.test.ts', 'tests/notifications/kill.test.ts', 'tests/start'],
]

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...LONG, ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, TAMARU_LONG: '1' } },
)
process.exitCode = status ?? 1
