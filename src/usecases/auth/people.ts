import type { Sql } from '../../database/connect.ts'
import type { Accepted } from '../../ledger/command.ts'
import { isRefusal, type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { Engine, Intent } from '../engine.ts'
import { once } from '../once.ts'
import { badText, LONGEST } from '../text.ts'
import { hashPassword, PASSWORD_LENGTH } from './passwords.ts'
import type { Role } from './principal.ts'

/** A person who can log in. */
export interface Person {
  readonly id: number
  readonly login: string
  readonly name: string
  readonly role: Role
  /** References of the buyer it is, or the seller it is a member of. */
  readonly buyer: string | null
  readonly seller: string | null
  readonly createdAt: Instant
  readonly disabledAt: Instant | null
}

/** What a person is: whose side it is on, and for which buyer or seller. */
export interface RoleAsk {
  readonly role: Role
  readonly buyer?: string
  readonly seller?: string
}

export interface NewPerson extends RoleAsk {
  readonly login: string
  readonly name: string
  readonly password: string
}

const PERSON = `select p.id, p.login, p.name, p.role, b.reference as buyer, s.reference as seller,
    p.created_at as "createdAt", p.disabled_at as "disabledAt"
  from person p left join buyer b on b.id = p.buyer_id left join seller s on s.id = p.seller_id`

/** People in the order they were made known, from after `after`. */
export async function listPeople(engine: Engine, after: number, limit: number): Promise<Person[]> {
  const { rows } = await engine.pool.query<Person>(
    `${PERSON} where p.id > $1 order by p.id limit $2`,
    [after, limit],
  )
  return rows
}

const onePerson = async (sql: Sql, id: number): Promise<Person | undefined> =>
  (await sql.query<Person>(`${PERSON} where p.id = $1`, [id])).rows[0]

/**
 * Lets a person log in. Refusals, in order: `text_out_of_range`, `password_length`, those of
 * `partyOf`, `login_taken`.
 */
export async function createPerson(
  engine: Engine,
  intent: Intent,
  ask: NewPerson,
): Promise<Refusal | Accepted<Person>> {
  const { password, ...known } = ask
  const login = ask.login.toLowerCase()
  const bad = badText({ login: [login, LONGEST.name], name: [ask.name, LONGEST.name] })
  if (bad) return bad
  if (!isLongEnough(password)) return refuse('password_length', PASSWORD_LENGTH)
  const stored = await hashPassword(password)
  return once(engine, intent, 'person.created', known, async ({ sql, now }) => {
    const party = await partyOf(sql, ask)
    if (isRefusal(party)) return party
    const { rows } = await sql.query<{ id: number }>(
      `insert into person (login, name, role, buyer_id, seller_id, password, created_at)
        values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))
        on conflict (login) do nothing returning id`,
      [login, ask.name, ask.role, party.buyer, party.seller, stored, now],
    )
    const created = rows[0] && (await onePerson(sql, rows[0].id))
    return created ?? refuse('login_taken')
  })
}

export interface PersonChange {
  readonly person: number
  readonly name?: string
  /** With the buyer or seller that goes with it. */
  readonly role?: RoleAsk
  readonly password?: string
  /** Whether the person is kept out. */
  readonly disabled?: boolean
}

/**
 * Changes what a person is or may do. A new password, role or ban ends the person's sessions.
 * Refusals: `nothing_named`, `person_not_found`, and those of `createPerson`.
 */
export async function changePerson(
  engine: Engine,
  intent: Intent,
  ask: PersonChange,
): Promise<Refusal | Accepted<Person>> {
  const { password, ...known } = ask
  const { name, role, disabled } = ask
  if ([name, role, disabled, password].every((field) => field === undefined)) {
    return refuse('nothing_named')
  }
  const bad = badText({ name: [name, LONGEST.name] })
  if (bad) return bad
  if (password !== undefined && !isLongEnough(password)) {
    return refuse('password_length', PASSWORD_LENGTH)
  }
  const stored = password === undefined ? null : await hashPassword(password)
  return once(engine, intent, 'person.changed', known, async ({ sql, now }) => {
    const before = await onePerson(sql, ask.person)
    if (!before) return refuse('person_not_found')
    const party = role && (await partyOf(sql, role))
    if (party && isRefusal(party)) return party
    if (party) {
      await sql.query('update person set role = $2, buyer_id = $3, seller_id = $4 where id = $1', [
        ...[ask.person, role?.role, party.buyer, party.seller],
      ])
    }
    await sql.query(
      `update person set name = coalesce($2, name), password = coalesce($3, password),
          disabled_at = case when $4 then coalesce(disabled_at, to_timestamp($5::float8 / 1000))
            when not $4 then null else disabled_at end
        where id = $1`,
      [ask.person, name, stored, disabled ?? null, now],
    )
    if (stored !== null || party || disabled) {
      await sql.query('delete from session where person_id = $1', [ask.person])
    }
    return (await onePerson(sql, ask.person)) as Person
  })
}

const isLongEnough = (password: string): boolean =>
  password.length >= PASSWORD_LENGTH.minimum && password.length <= PASSWORD_LENGTH.maximum

interface RoleParty {
  readonly refused?: never
  readonly buyer: number | null
  readonly seller: number | null
}

/**
 * The buyer or seller that a role is about. Refusals: `role_needs_party` (a buyer without a buyer,
 * an operator with a seller, …), `buyer_not_found`, `seller_not_found`.
 */
export async function partyOf(
  sql: Sql,
  { role, buyer, seller }: RoleAsk,
): Promise<Refusal | RoleParty> {
  if ((role === 'buyer') !== (buyer !== undefined)) return refuse('role_needs_party', { role })
  if ((role === 'seller') !== (seller !== undefined)) return refuse('role_needs_party', { role })
  const { rows } = await sql.query<{ buyer: number | null; seller: number | null }>(
    `select (select id from buyer where reference = $1) as buyer,
      (select id from seller where reference = $2) as seller`,
    [buyer ?? null, seller ?? null],
  )
  const found = rows[0] ?? { buyer: null, seller: null }
  if (buyer !== undefined && found.buyer === null) return refuse('buyer_not_found')
  if (seller !== undefined && found.seller === null) return refuse('seller_not_found')
  return found
}
