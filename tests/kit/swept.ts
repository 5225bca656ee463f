import { expect } from 'vitest'
import { testBrowser } from './browser.ts'
import { patternsOf, type Surface, sweep } from './sweep.ts'
import { visit } from './visitor.ts'
import { testWebServer } from './web-server.ts'

/** On a machine that is doing other things, too; alone it takes half a minute. */
export const LONG = { timeout: 300_000 }

type Person = 'buyer' | 'seller' | 'operator'
type Visitors = readonly Awaited<ReturnType<typeof visit>>[]

/** What sweeps the pages of a surface; a test file for each, so that they share the processors. */
export async function sweeper() {
  const server = await testWebServer()
  const browser = await testBrowser()
  const narrow = { viewport: { width: 320, height: 640 } }
  /** What is wrong with some pages, as these visitors see them. */
  const swept = async (visitors: Visitors, patterns: readonly string[]) => {
    const contexts = visitors.map(({ context }) => context)
    const findings = await sweep(contexts, patterns)
    await Promise.all(contexts.map((context) => context.close()))
    return [...findings, ...visitors.flatMap(({ faults }) => faults)]
  }
  return {
    server,
    swept,
    /** Two browsers of one person, so that neither changes the other's language. */
    two: (as?: Person) =>
      Promise.all([0, 1].map(() => visit(browser, server, as ? { ...narrow, as } : narrow))),
    /** Every page of a surface has nothing wrong with it. */
    async every(surface: Surface, visitors: Visitors) {
      const patterns = await patternsOf(surface)
      expect(patterns.length).toBeGreaterThan(1)
      expect(await swept(visitors, patterns)).toEqual([])
    },
  }
}
