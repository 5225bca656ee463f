import { isRefusal, type Refusal } from '../../src/rules/refusal.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { putProducts } from '../../src/usecases/products/put.ts'
import { acceptAgreement } from '../../src/usecases/sellers/accept-agreement.ts'
import { registerSellers } from '../../src/usecases/sellers/register.ts'

let keys = 0

/** An intent under a key that was never used before. */
export const fresh = (caller = 'test') => ({ caller, key: `key-${++keys}` })

/** The outcome of something that must not be refused. */
export function accepted<T extends object>(answer: Refusal | { readonly outcome: T }): T {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer.outcome
}

/** What a reading found; it must not be refused. */
export function found<T extends object>(answer: Refusal | T): T {
  if (isRefusal(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`)
  return answer
}

/** Sellers who have accepted the agreement, and products `B000000001` … as many as wanted. */
export async function furnish(engine: Engine, sellers: readonly string[], products = 10) {
  const plan = 'professional' as const
  await registerSellers(
    engine,
    'test',
    sellers.map((reference) => ({ reference, name: `店 ${reference}`, plan })),
  )
  for (const seller of sellers) {
    accepted(await acceptAgreement(engine, fresh(), { seller, version: 1, by: '山田' }))
  }
  const asks = Array.from({ length: products }, (_, i) => ({
    asin: asin(i + 1),
    titleJa: `ステンレス水筒 ${i + 1}号`,
    brand: 'タマル',
  }))
  accepted(await putProducts(engine, fresh(), asks))
}

export const asin = (n: number): string => `B${String(n).padStart(9, '0')}`
