import type { Sql } from '../../database/connect.ts'
import type { SellerId } from '../../rules/ids.ts'
import type { SellerFacts, Standing } from '../../rules/offers/offer.ts'
import type { Plan } from '../../rules/policy/policy.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Work } from '../once.ts'

/** A seller as the engine knows it. */
export interface Seller {
  readonly id: SellerId
  /** The operator's own id. */
  readonly reference: string
  readonly name: string
  readonly marketplace: string
  readonly facts: SellerFacts
  /** When, and by whom, the newest points service agreement was accepted. */
  readonly agreedAt: Instant | null
  readonly agreedBy: string | null
  readonly createdAt: Instant
}

export interface SellerRow {
  readonly id: SellerId
  readonly reference: string
  readonly name: string
  readonly plan: Plan
  readonly standing: Standing
  readonly marketplace: string
  readonly agreement_version: number | null
  readonly agreed_at: Instant | null
  readonly agreed_by: string | null
  readonly default_points_bps: number | null
  readonly created_at: Instant
}

/** What the rules need of a seller, from the columns that hold it. */
export const sellerFacts = (
  row: Pick<SellerRow, 'plan' | 'standing' | 'agreement_version' | 'default_points_bps'>,
): SellerFacts => ({
  plan: row.plan,
  agreementVersion: row.agreement_version,
  standing: row.standing,
  defaultBps: row.default_points_bps,
})

export const sellerOf = (row: SellerRow): Seller => ({
  id: row.id,
  reference: row.reference,
  name: row.name,
  marketplace: row.marketplace,
  facts: sellerFacts(row),
  agreedAt: row.agreed_at,
  agreedBy: row.agreed_by,
  createdAt: row.created_at,
})

/** A seller by the operator's id; undefined when there is none. */
export async function readSeller(sql: Sql, reference: string): Promise<Seller | undefined> {
  const { rows } = await sql.query<SellerRow>({
    name: 'read-seller',
    text: 'select * from seller where reference = $1',
    values: [reference],
  })
  return rows[0] && sellerOf(rows[0])
}

/** As `readSeller`, held against changes until the transaction ends. */
export async function lockSeller({ sql }: Work, reference: string): Promise<Seller | undefined> {
  const { rows } = await sql.query<SellerRow>({
    name: 'lock-seller',
    text: 'select * from seller where reference = $1 for no key update',
    values: [reference],
  })
  return rows[0] && sellerOf(rows[0])
}
