import { defineConfig } from 'vitest/config'

/** For Stryker only: the rules' own tests, without the database that the other tests start. */
export default defineConfig({
  test: { include: ['src/rules/**/*.test.ts'] },
})
