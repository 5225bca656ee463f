import type { Sql } from '../../database/connect.ts'
import { TRANSFER_MAX, type TransferTo, transferFile } from '../../files/zengin.ts'
import { settledPeriods } from '../../ledger/statements.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { ACCOUNT_COLUMNS, masked } from './account.ts'
import { readPayer } from './payer.ts'

/** Why a payout can not go by a transfer. */
export type PayoutProblem = 'no_account' | 'too_large'

/** What one seller is paid for a period. */
export interface Payout {
  readonly seller: string
  readonly name: string
  readonly amount: number
  /** The number of the account, but for its end; null without one. */
  readonly account: string | null
  readonly problem: PayoutProblem | null
}

interface Row extends Omit<TransferTo, 'reference'> {
  readonly id: number
  readonly seller: string
  readonly name: string
}

/** The payouts of a settled period by seller, those of nothing left out, after `after`. */
async function readRows(sql: Sql, period: number, after: string, max: number): Promise<Row[]> {
  const { rows } = await sql.query<Row>(
    `select t.seller_id as id, s.reference as seller, s.name, t.disbursement as amount,
        ${ACCOUNT_COLUMNS}, holder
      from statement t join seller s on s.id = t.seller_id
      left join bank_account a on a.seller_id = t.seller_id
      where t.period = $1 and t.disbursement > 0 and s.reference > $2
      order by s.reference limit $3`,
    [period, after, max],
  )
  return rows
}

const problemOf = ({ number, amount }: Row): PayoutProblem | null => {
  if (number === null) return 'no_account'
  return amount > TRANSFER_MAX ? 'too_large' : null
}

const isSettled = async (sql: Sql, period: number): Promise<boolean> =>
  (await settledPeriods(sql, period, 1))[0]?.period === period

/** Refusal: `settlement_not_found`. */
export async function listPayouts(
  engine: Engine,
  ask: { readonly period: number; readonly after: string; readonly limit: number },
): Promise<Refusal | readonly Payout[]> {
  if (!(await isSettled(engine.pool, ask.period))) return refuse('settlement_not_found')
  const rows = await readRows(engine.pool, ask.period, ask.after, ask.limit)
  return rows.map((row) => ({
    ...{ seller: row.seller, name: row.name, amount: row.amount },
    account: row.number === null ? null : masked(row.number),
    problem: problemOf(row),
  }))
}

/** A file holds at most this many transfers: its count has six digits. */
const TRANSFERS_MAX = 999_999

export interface TransferFile {
  readonly refused?: never
  readonly text: string
  readonly transfers: number
  /** Payouts that are not in it. */
  readonly left: number
}

/**
 * A period's payouts as a file of bank transfers for `day` (MMDD). It is refused while there are
 * payouts that it can not hold, unless `incomplete` is wanted: nobody is forgotten by accident.
 * Refusals, in order: `settlement_not_found`, `bank_account_not_found` (the payer's),
 * `payouts_without_account`.
 */
export async function payoutTransfers(
  engine: Engine,
  ask: { readonly period: number; readonly day: string; readonly incomplete: boolean },
): Promise<Refusal | TransferFile> {
  if (!(await isSettled(engine.pool, ask.period))) return refuse('settlement_not_found')
  const payer = await readPayer(engine.pool)
  if (!payer) return refuse('bank_account_not_found')
  const rows = await readRows(engine.pool, ask.period, '', TRANSFERS_MAX)
  const payable = rows.filter((row) => problemOf(row) === null)
  const left = rows.length - payable.length
  if (left > 0 && !ask.incomplete) return refuse('payouts_without_account', { sellers: left })
  const transfers = payable.map(({ id, ...row }) => ({ ...row, reference: id }))
  return { text: transferFile(payer, ask.day, transfers), transfers: transfers.length, left }
}
