import { defineConfig } from 'vitest/config'
import { patience } from './tests/kit/counts.ts'
import { LongestFirst } from './tests/kit/sequencer.ts'

/** Pure tests sit beside their code; tests of the whole system share one PostgreSQL. */
export default defineConfig({
  test: {
    // One more than the smallest machine has processors: much of a test is waiting for a browser.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          isolate: false,
        },
      },
      {
        test: {
          name: 'system',
          include: ['tests/**/*.test.ts'],
          // A worker loads the program and starts its browser once, not for each file. It is safe:
          // a file has its own database, server and pools, and what modules keep between files is
          // counters, things known by the pool they belong to, and the browser, whose windows are
          // closed after each file.
          isolate: false,
          globalSetup: ['tests/kit/global-setup.ts'],
          testTimeout: patience(60_000),
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
