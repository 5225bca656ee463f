import { fileURLToPath } from 'node:url'
import { createContext, Script } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

test('the rules run in a browser: (1,000 + 340 − 100) × 10 % = 124 JPY, without a thing of Node', async () => {
  const bundle = await build({
    entryPoints: [fileURLToPath(new URL('./index.ts', import.meta.url))],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'tamaru',
    target: 'es2023',
    write: false,
    metafile: true,
  })
  const inputs = Object.keys(bundle.metafile.inputs)
  expect(inputs.length).toBeGreaterThan(30)
  expect(inputs.filter((input) => !input.includes('src/rules/'))).toEqual([])

  // A bare context: the language and nothing else. No process, no require, no Buffer, no fetch.
  const context = createContext({})
  expect(new Script('typeof process + typeof require + typeof fetch').runInContext(context)).toBe(
    'undefinedundefinedundefined',
  )
  new Script(bundle.outputFiles[0]?.text ?? '').runInContext(context)
  const asked = new Script(`
    const { PRESETS, previewFee, previewRefund, yen, points, tokyo, formatTokyo } = tamaru
    const from = tokyo(2020, 6, 1)
    const policy = {
      version: 1, name: 'seed', announcedAt: from, effectiveFrom: from, terms: PRESETS['seed-2020'],
    }
    const rate = { rateBps: 1000, minimum: 0 }
    const { fee } = previewFee(
      { price: yen(1000), shipping: yen(340), points: { by: 'amount', points: 100 }, rate },
      policy,
    )
    const refund = previewRefund(
      { price: yen(1000), pointsPerUnit: points(200), balance: points(50), ask: { of: 'full' } },
      policy,
    )
    const { cash, pointsReturned: returned } = refund
    JSON.stringify({ fee, cash, returned, at: formatTokyo(from) })
  `)
  expect(JSON.parse(asked.runInContext(context))).toEqual({
    fee: 124,
    cash: 850,
    returned: 200,
    at: '2020-06-01T00:00:00+09:00',
  })
})
