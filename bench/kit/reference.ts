import { execFile } from 'node:child_process'
import { accessSync, constants, globSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Server } from './server.ts'
import { createTpcb, tpcbOverPg } from './tpcb.ts'

const SCALE = 10

/** TPC-B-like transactions a second, by whoever measured them. */
export interface Tps {
  /** By pgbench; absent where it is not installed. */
  readonly pgbench?: number
  /** By our own client, which is slower than pgbench's C. */
  readonly own?: number
}

/**
 * What every figure of the ledger is compared with: the TPC-B-like transaction on the same server.
 */
export interface Reference {
  /** How it is measured, in words. */
  readonly described: string
  readonly measure: (seconds: number) => Promise<Tps>
}

/** Prepares the tables. Without pgbench our own client is used, with the same statements. */
export async function tpcbReference(server: Server): Promise<Reference> {
  const url = await server.emptyDatabase('tpcb')
  const pgbench = findPgbench()
  if (!pgbench) {
    await createTpcb(url, SCALE)
    return {
      described: 'TPC-B-like client of the benchmark, 16 connections, prepared (pgbench not found)',
      measure: async (seconds) => ({ own: await tpcbOverPg(url, SCALE, seconds) }),
    }
  }
  await run(pgbench, ['-i', '-s', String(SCALE), '-q', url])
  return {
    described: `pgbench -c16 -j2 -M prepared, scale ${SCALE}; in brackets: our own client of it`,
    measure: async (seconds) => ({
      pgbench: await tpcbByPgbench(pgbench, url, seconds),
      own: await tpcbOverPg(url, SCALE, seconds / 2),
    }),
  }
}

const run = promisify(execFile)

async function tpcbByPgbench(pgbench: string, url: string, seconds: number): Promise<number> {
  const time = String(Math.max(1, Math.round(seconds)))
  const args = ['-n', '-c', '16', '-j', '2', '-M', 'prepared', '-T', time, url]
  const { stdout } = await run(pgbench, args)
  const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1]
  if (tps === undefined) throw new Error(`pgbench did not say its tps:\n${stdout}`)
  return Number(tps)
}

/** On the PATH, or where Debian keeps the programs of each version: the newest. */
function findPgbench(): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== ''),
    ...globSync('/usr/lib/postgresql/*/bin').toSorted().reverse(),
  ]
  return folders.map((folder) => path.join(folder, 'pgbench')).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
