import { defineConfig } from 'vitest/config'
import { patience } from './tests/kit/counts.ts'

/** Pure tests sit beside their code; tests of the whole system share one PostgreSQL. */
export default defineConfig({
  test: {
    maxWorkers: 2,
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
          globalSetup: ['tests/kit/global-setup.ts'],
          testTimeout: patience(60_000),
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
