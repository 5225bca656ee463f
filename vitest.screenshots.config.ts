import { defineConfig } from 'vitest/config'

/** `npm run screenshots`: every page as people see it, into reports/screenshots. */
export default defineConfig({
  test: {
    include: ['tests/web/**/*.shots.ts'],
    globalSetup: ['tests/kit/global-setup.ts'],
    testTimeout: 300_000,
    maxConcurrency: 3,
    hookTimeout: 60_000,
  },
})
