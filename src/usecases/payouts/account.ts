import type { Sql } from '../../database/connect.ts'
import { bankText } from '../../files/zengin.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { lockSeller } from '../sellers/account.ts'
import { recordSellerEvents } from '../sellers/seller-history.ts'
import { unknownWord } from '../text.ts'

/** Ordinary (普通), current (当座) and savings (貯蓄) accounts. */
export const ACCOUNT_KINDS = ['ordinary', 'current', 'savings'] as const

/** A Japanese bank account. Names are in the signs that banks exchange. */
export interface BankAccount {
  /** Four digits. */
  readonly bank: string
  readonly bankName: string
  /** Three digits. */
  readonly branch: string
  readonly branchName: string
  readonly kind: (typeof ACCOUNT_KINDS)[number]
  /** Seven digits. */
  readonly number: string
  readonly holder: string
}

const LONGEST = { bankName: 15, branchName: 15, holder: 30, name: 40 } as const

const CODES = { bank: /^\d{4}$/, branch: /^\d{3}$/, number: /^\d{7}$/, code: /^\d{10}$/ } as const

/**
 * The account with its names as banks write them. Refusals, in the order of the fields:
 * `bank_text_invalid`, `value_unknown`.
 */
export function writtenForBanks<Account extends object>(account: Account): Refusal | Account {
  const written: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(account)) {
    const code = CODES[field as keyof typeof CODES]
    const maximum = LONGEST[field as keyof typeof LONGEST]
    const text = maximum === undefined ? String(value) : bankText(String(value))
    const fits = code ? code.test(text ?? '') : (text?.length ?? 1e9) <= (maximum ?? 100)
    if (!fits) return refuse('bank_text_invalid', { field, maximum: maximum ?? text?.length ?? 0 })
    written[field] = text
  }
  const no = unknownWord('kind', String(written.kind), ACCOUNT_KINDS)
  return no ?? (written as Account)
}

/**
 * Says where a seller's payouts go from now on. The history says that it changed and the last
 * digits, never the number. Refusals: those of `writtenForBanks`, `seller_not_found`.
 */
export const setBankAccount = (
  engine: Engine,
  intent: Intent,
  ask: BankAccount & { readonly seller: string },
): Promise<Refusal | Accepted<BankAccount>> =>
  once(engine, intent, 'seller.bank_account_changed', ask, async (work) => {
    const { seller: reference, ...asked } = ask
    const account = writtenForBanks(asked)
    if (isRefusal(account)) return account
    const seller = await lockSeller(work, reference)
    if (!seller) return refuse('seller_not_found')
    const { bank, bankName, branch, branchName, kind, number, holder } = account
    await work.sql.query(
      `insert into bank_account (seller_id, bank, bank_name, branch, branch_name, kind, number,
          holder, changed_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))
        on conflict (seller_id) do update set bank = $2, bank_name = $3, branch = $4,
          branch_name = $5, kind = $6, number = $7, holder = $8,
          changed_at = to_timestamp($9::float8 / 1000)`,
      [seller.id, bank, bankName, branch, branchName, kind, number, holder, work.at],
    )
    const facts = { bank, branch, number: masked(number) }
    await recordSellerEvents(work, [
      { seller: seller.id, reference, what: 'bank_account_changed', facts },
    ])
    return { ...account, number: masked(number) }
  })

/** An account's number as it is shown: its end. */
export const masked = (number: string): string => `•••${number.slice(-4)}`

export const ACCOUNT_COLUMNS = `bank, bank_name as "bankName", branch,
  branch_name as "branchName", kind, number`

/** Refusals: `seller_not_found`, `bank_account_not_found`. */
export async function readBankAccount(
  engine: Engine,
  reference: string,
): Promise<Refusal | BankAccount> {
  const seller = await engine.directory.seller(reference)
  if (seller === undefined) return refuse('seller_not_found')
  return (await accountOf(engine.pool, seller)) ?? refuse('bank_account_not_found')
}

async function accountOf(sql: Sql, seller: number): Promise<BankAccount | undefined> {
  const { rows } = await sql.query<BankAccount>(
    `select ${ACCOUNT_COLUMNS}, holder from bank_account where seller_id = $1`,
    [seller],
  )
  return rows[0] && { ...rows[0], number: masked(rows[0].number) }
}
