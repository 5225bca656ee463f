import { connect } from '../../database/connect.ts'
import { Problem } from '../../database/problems.ts'
import { seededCounts, seedSandbox, seedState } from '../../usecases/seed/seed-sandbox.ts'
import { type Session, withEngine } from '../session.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const TEXT = {
  progress: { en: 'Filling the sandbox', ja: 'サンドボックスを準備中' },
  sellers: { en: 'Sellers', ja: '出品者' },
  products: { en: 'Products', ja: '商品' },
  listings: { en: 'Listings', ja: '出品' },
  buyers: { en: 'Buyers', ja: '購入者' },
  orders: { en: 'Orders', ja: '注文' },
}

/** `seed`: fills an empty sandbox; one that is filled stays as it is. */
export const seed = (terminal: Terminal): Promise<void> =>
  withEngine(terminal, async (session) => {
    const seeded = await seedIfEmpty(terminal, session)
    if (seeded === 'strange') {
      const what = 'this database holds data of another kind'
      throw new Problem('output-occupied', `${what}; seed an empty one`)
    }
    const counts = await seededCounts(session.engine.pool)
    terminal.print({ seeded: seeded === 'now', ...counts }, () =>
      table(
        (['sellers', 'products', 'listings', 'buyers', 'orders'] as const).map((name) => [
          TEXT[name][terminal.language],
          counts[name],
        ]),
      ),
    )
  })

/** Fills a sandbox that is empty, or goes on with one whose filling was cut off. */
export async function seedIfEmpty(
  terminal: Terminal,
  { access, engine, mode }: Session,
): Promise<'now' | 'before' | 'strange'> {
  if (mode === 'production') {
    throw new Problem('production-unsafe', 'only a sandbox is seeded; unset TAMARU_MODE')
  }
  const state = await seedState(engine.pool)
  if (state === 'done') return 'before'
  if (state === 'strange') return 'strange'
  const bar = terminal.progress(TEXT.progress)
  const lanes = connect(access.url, { name: 'tamaru seed', max: 4, pipeline: true })
  try {
    await seedSandbox(engine.pool, lanes, engine.clock.now(), bar.update)
  } finally {
    bar.stop()
    await lanes.end()
  }
  return 'now'
}
