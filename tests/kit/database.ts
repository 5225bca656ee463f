import { randomBytes } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { connect, type Pool } from '../../src/database/connect.ts'

/** A migrated, empty database of its own. */
export type TestDatabase = {
  name: string
  /** The application's address (role tamaru_app) and a pool on it. */
  url: string
  pool: Pool
  /** The schema owner's. */
  ownerUrl: string
  owner: Pool
  /** The administrator's, who may do anything, even what no honest role can. */
  adminUrl: string
}

/**
 * For `create database`: its template is copied as files. The other way takes every page of it
 * through the log, which costs three times as much on a server that keeps no promises.
 */
export const BY_FILE = 'strategy file_copy'

/**
 * Clones a template, the migrated one unless named. Call it once at the top level of a test
 * file (`const db = await testDatabase()`): it closes the pools and drops the database
 * after the file's last test.
 */
export async function testDatabase(template = 'tamaru'): Promise<TestDatabase> {
  const server = inject('server')
  const name = `test_${randomBytes(6).toString('hex')}`
  const at = (url: string) => {
    const address = new URL(url)
    address.pathname = name
    return address.href
  }
  const admin = connect(server.adminUrl, { name: 'test kit', max: 1 })
  await admin.query(`create database ${name} template ${template} owner tamaru_owner ${BY_FILE}`)
  const pool = connect(at(server.url), { name: 'test' })
  const owner = connect(at(server.ownerUrl), { name: 'test owner', max: 2 })
  afterAll(async () => {
    await Promise.all([pool.end(), owner.end()])
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  const { url, ownerUrl, adminUrl } = server
  return { name, url: at(url), pool, ownerUrl: at(ownerUrl), owner, adminUrl: at(adminUrl) }
}
