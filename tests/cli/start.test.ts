import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { killHard, temporaryFolder } from '../kit/processes.ts'
import { announced, start, tamaru } from './tamaru.ts'

const logIn = (url: string, login: object) =>
  fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(login),
  })

test('a sandbox starts from nothing, serves, survives a kill and stops when told', async () => {
  const data = path.join(await temporaryFolder(), 'postgres')
  const env = { TAMARU_DATA: data, TAMARU_MODE: 'sandbox' }
  const killed = start(['start', '--port', '0', '--json'], env)
  await announced(killed)
  await killHard(killed.child.pid ?? 0)

  // Its database lives on; the next start finds it, seeded already.
  const server = start(['start', '--port', '0', '--json'], env)
  const { url, logins } = await announced(server)
  expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ok' })
  for (const { login, password } of logins) {
    expect((await logIn(url, { login, password })).status, login).toBeLessThan(300)
  }

  // While it runs, other commands find the same database, and another server no free port.
  const seeded = await tamaru(['seed', '--json'], env)
  expect(JSON.parse(seeded.stdout)).toMatchObject({ seeded: false, sellers: 12, orders: 393 })
  const verified = await tamaru(['verify', '--json'], env)
  expect(JSON.parse(verified.stdout)).toMatchObject({ verify: 'clean', ok: true })
  const other = await tamaru(['start', '--port', new URL(url).port], env)
  expect(other).toMatchObject({ code: 75, stdout: '' })
  expect(other.stderr).toMatch(/^tamaru: port \d+ is in use by another program; .*\n$/)

  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ code: 0, stderr: '' })
  const postmaster = await readFile(path.join(data, 'postmaster.pid')).catch(() => 'gone')
  expect(postmaster).toBe('gone')
})

test('a second signal does not wait', async () => {
  const data = path.join(await temporaryFolder(), 'postgres')
  const server = start(['start', '--port', '0'], { TAMARU_DATA: data })
  while (!server.output.stderr.includes('Starting')) {
    expect(server.child.exitCode, server.output.stderr).toBe(null)
    await sleep(5)
  }
  server.child.kill('SIGINT')
  await sleep(50)
  server.child.kill('SIGINT')
  expect((await server.ended).code).toBe(130)
})
