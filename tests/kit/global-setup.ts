import { rmSync } from 'node:fs'
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../../src/database/embedded.ts'
import { migrate } from '../../src/database/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the test server: its migrated database is the template of all the others. */
    server: { url: string; ownerUrl: string; adminUrl: string }
  }
}

/**
 * Nothing of this server outlives the run, so it need not survive a crash. Tests of durability
 * start one of their own.
 */
const FORGETFUL = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  max_wal_size: '256MB',
}

/** Files in memory, where a machine has them. */
const MEMORY = '/dev/shm'
/** Bytes; a run needs less than half. */
const ROOM = 2 * 1024 ** 3

/**
 * In memory, if there is room: every test file has a database of its own, and for a disk a thousand
 * files made and removed are half of the work.
 */
async function placeOfServer(): Promise<string> {
  const memory = await statfs(MEMORY).catch(() => undefined)
  return memory && memory.bavail * memory.bsize > ROOM ? MEMORY : tmpdir()
}

/** One PostgreSQL for the whole run, migrated once. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(await placeOfServer(), 'tamaru-test-'))
  await chmod(folder, 0o755) // root's server runs as another user
  const server = await startEmbedded({
    directory: path.join(folder, 'postgres'),
    settings: { ...FORGETFUL, max_connections: 200 },
  })
  // An interrupted run does not come to its teardown, and what it leaves would stay in memory.
  const abandon = () => {
    process.kill(server.pid, 'SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  process.once('exit', abandon)
  const teardown = async () => {
    process.off('exit', abandon)
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await migrate(server.ownerUrl)
  } catch (error) {
    await teardown()
    throw error
  }
  const { url, ownerUrl, adminUrl } = server
  provide('server', { url, ownerUrl, adminUrl })
  return teardown
}
