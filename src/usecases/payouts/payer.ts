import type { Sql } from '../../database/connect.ts'
import type { TransferFrom } from '../../files/zengin.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { ACCOUNT_COLUMNS, writtenForBanks } from './account.ts'

/**
 * Says which account payouts are made from, with the number and name that the bank knows the payer
 * by. Refusals: those of `writtenForBanks`.
 */
export const setPayer = (
  engine: Engine,
  intent: Intent,
  ask: TransferFrom,
): Promise<Refusal | Accepted<TransferFrom>> =>
  once(engine, intent, 'payer.changed', ask, async ({ sql, at }) => {
    const payer = writtenForBanks(ask)
    if (isRefusal(payer)) return payer
    const { code, name, bank, bankName, branch, branchName, kind, number } = payer
    await sql.query(
      `insert into payer
         (code, name, bank, bank_name, branch, branch_name, kind, number, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
        on conflict (singleton) do update set code = $1, name = $2, bank = $3, bank_name = $4,
          branch = $5, branch_name = $6, kind = $7, number = $8,
          changed_at = to_timestamp($9::float8 / 1000)`,
      [code, name, bank, bankName, branch, branchName, kind, number, at],
    )
    return payer
  })

/** The account that payouts are made from, once it has been set. */
export async function readPayer(sql: Sql): Promise<TransferFrom | undefined> {
  const { rows } = await sql.query<TransferFrom>(`select code, name, ${ACCOUNT_COLUMNS} from payer`)
  return rows[0]
}
