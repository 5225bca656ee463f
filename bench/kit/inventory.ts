import { newKey } from '../../src/ids/ids.ts'
import type { Engine } from '../../src/usecases/engine.ts'
import { putProducts } from '../../src/usecases/products/put.ts'
import { accepted } from './market.ts'

/** Products that the inventory's rows are offers on. */
const PRODUCTS = 50_000
const asinOf = (n: number): string => `B${String(n % PRODUCTS).padStart(9, '0')}`

/** Makes the products of `inventoryFile`. */
export async function fillCatalogue(engine: Engine): Promise<void> {
  const chunk = 5_000
  for (let start = 0; start < PRODUCTS; start += chunk) {
    const products = Array.from({ length: chunk }, (_, n) => ({
      asin: asinOf(start + n),
      titleJa: `商品 ${start + n}`,
    }))
    await accepted(putProducts(engine, { caller: 'bench', key: newKey() }, products))
  }
}

/** A seller's inventory as its tool sends it, in pieces; each round changes prices and points. */
export function* inventoryFile(rows: number, round: number): Generator<Buffer> {
  let text = 'sku\tasin\tprice\tshipping\tpoints_percent\tquantity\n'
  for (let n = 0; n < rows; n++) {
    const price = 1_000 + ((n * 7 + round) % 900)
    text += `SKU-${n}\t${asinOf(n)}\t${price}\t${n % 400}\t${1 + ((n + round) % 50)}\t${n % 90}\n`
    if (text.length > 60_000) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(text)
}
