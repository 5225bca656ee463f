import { connect } from '../../src/database/connect.ts'
import { closedLoop } from './load.ts'
import { random } from './random.ts'

/** Sixteen connections, as many as pgbench gets. */
const CLIENTS = 16

const SCHEMA = `
  create table pgbench_branches (bid int primary key, bbalance int, filler char(88))
    with (fillfactor = 100);
  create table pgbench_tellers (tid int primary key, bid int, tbalance int, filler char(84))
    with (fillfactor = 100);
  create table pgbench_accounts (aid int primary key, bid int, abalance int, filler char(84))
    with (fillfactor = 100);
  create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,
    filler char(22))`

/** The tables of pgbench's own script at a scale, for where pgbench is missing. */
export async function createTpcb(url: string, scale: number): Promise<void> {
  const pool = connect(url, { name: 'tpcb', max: 1 })
  try {
    await pool.query(SCHEMA)
    await pool.query(`insert into pgbench_branches select n, 0 from generate_series(1, ${scale}) n`)
    await pool.query(`insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0
      from generate_series(1, ${10 * scale}) n`)
    await pool.query(`insert into pgbench_accounts select n, (n - 1) / 100000 + 1, 0, ''
      from generate_series(1, ${100_000 * scale}) n`)
    await pool.query('vacuum analyze')
  } finally {
    await pool.end()
  }
}

const named = (name: string, text: string) => (values: readonly number[]) => ({
  name,
  text,
  values: [...values],
})

const ACCOUNT = named(
  'account',
  'update pgbench_accounts set abalance = abalance + $1 where aid = $2',
)
const READ = named('read', 'select abalance from pgbench_accounts where aid = $1')
const TELLER = named('teller', 'update pgbench_tellers set tbalance = tbalance + $1 where tid = $2')
const BRANCH = named(
  'branch',
  'update pgbench_branches set bbalance = bbalance + $1 where bid = $2',
)
const HISTORY = named(
  'history',
  `insert into pgbench_history (tid, bid, aid, delta, mtime)
    values ($1, $2, $3, $4, current_timestamp)`,
)

/** Our own client of the TPC-B-like transaction, statement by statement as pgbench sends it. */
export async function tpcbOverPg(url: string, scale: number, seconds: number): Promise<number> {
  const pool = connect(url, { name: 'tpcb', max: CLIENTS })
  const pick = random(7)
  const connections = await Promise.all(Array.from({ length: CLIENTS }, () => pool.connect()))
  try {
    const load = await closedLoop(CLIENTS, seconds, async (watch) => {
      const sql = connections.pop()
      if (!sql) throw new Error('more clients than connections')
      try {
        await watch(async () => {
          const [aid, tid] = [1 + pick(100_000 * scale), 1 + pick(10 * scale)]
          const [bid, delta] = [1 + pick(scale), pick(10_001) - 5_000]
          await sql.query('begin')
          await sql.query(ACCOUNT([delta, aid]))
          await sql.query(READ([aid]))
          await sql.query(TELLER([delta, tid]))
          await sql.query(BRANCH([delta, bid]))
          await sql.query(HISTORY([tid, bid, aid, delta]))
          await sql.query('end')
        })
      } finally {
        connections.push(sql)
      }
    })
    return load.rate
  } finally {
    for (const sql of connections) sql.release()
    await pool.end()
  }
}
