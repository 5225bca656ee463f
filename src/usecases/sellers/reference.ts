import type { Sql } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'

/** The operator's own id for a seller that exists. */
export async function sellerReference(sql: Sql, seller: SellerId): Promise<string> {
  const { rows } = await sql.query<{ reference: string }>({
    name: 'seller-reference',
    text: 'select reference from seller where id = $1',
    values: [seller],
  })
  return (rows[0] as { reference: string }).reference
}

/** The marketplace that a seller that exists sells on. */
export async function sellerMarketplace(sql: Sql, seller: SellerId): Promise<string> {
  const { rows } = await sql.query<{ marketplace: string }>({
    name: 'seller-marketplace',
    text: 'select marketplace from seller where id = $1',
    values: [seller],
  })
  return (rows[0] as { marketplace: string }).marketplace
}
