import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries } from './embedded/binaries.ts'
import {
  createCluster,
  DATABASE,
  type Identity,
  isOccupied,
  isWhole,
  ROLES,
  readIdentity,
  removeLeftovers,
  writeIdentity,
} from './embedded/cluster.ts'
import { type Lease, takeLease } from './embedded/lease.ts'
import { settle } from './embedded/place.ts'
import {
  type Postmaster,
  settledPostmaster,
  startPostmaster,
  stopPostmaster,
  writeConfiguration,
} from './embedded/postmaster.ts'
import { freePort } from './embedded/processes.ts'
import { configuration, type Settings } from './embedded/settings.ts'
import { type SystemUser, serverUser } from './embedded/user.ts'
import { Problem, problemOf } from './problems.ts'

export type EmbeddedOptions = {
  /** Where the data lives; default: $TAMARU_DATA, else .tamaru/postgres in the current folder. */
  directory?: string
  /** On top of the settings of embedded/settings.ts; for tests and benchmarks. */
  settings?: Settings
}

/** A running embedded PostgreSQL. */
export type Embedded = {
  /** The application's address: role tamaru_app, which cannot change what was posted. */
  url: string
  /** The schema owner's address, for migrations. */
  ownerUrl: string
  /** The administrator's address, for tests and backups. */
  adminUrl: string
  directory: string
  port: number
  /** Process number of the server. */
  pid: number
  /** False when a server was found running. */
  startedByUs: boolean
  /** Stops the server unless another process is still using it. */
  stop(): Promise<void>
}

/** Everything that is decided once per start. */
type Site = { directory: string; binaries: Binaries; user: SystemUser; settings: Settings }

/** How often a start that was refused for a passing reason is tried again: 15 seconds. */
const TRIES = 300
const PAUSE = 50 // ms

/**
 * Starts the PostgreSQL that came with the packages on its data directory, or finds it running:
 * after a kill, or because another command uses it. The first time the directory is made, with a
 * random password for each role. Throws a Problem with the way out when it cannot.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const wanted = path.resolve(options.directory ?? (process.env.TAMARU_DATA || '.tamaru/postgres'))
  const user = await serverUser(wanted)
  try {
    const directory = await settle(wanted, user)
    const binaries = await findBinaries(user)
    await removeLeftovers(directory)
    if (!(await isOccupied(directory))) await createCluster(directory, binaries, user)
    const identity = await readIdentity(directory)
    const settings = options.settings ?? {}
    return await attachOrStart({ directory, binaries, user, settings }, identity)
  } catch (error) {
    throw problemOf(error) ?? error
  }
}

async function attachOrStart(site: Site, initial: Identity): Promise<Embedded> {
  let identity = initial
  let reason = ''
  for (let tries = 0; tries < TRIES; tries += 1) {
    const running = await settledPostmaster(site.directory)
    const server = running ?? (await start(site, identity))
    if (typeof server === 'string') {
      reason = server
      if (PORT_TAKEN.test(reason)) identity = await movePort(site, identity)
      else if (!PASSING.test(reason)) break
    } else {
      const lease = await takeLease(address(identity, server.port, 'app', 'postgres')).catch(String)
      if (typeof lease !== 'string') {
        return embedded(site, identity, server, lease, running === undefined)
      }
      reason = lease
      if (!LEAVING.test(reason)) {
        if (!running) await stopPostmaster(site.directory, site.binaries)
        break
      }
    }
    await sleep(PAUSE)
  }
  throw startProblem(site.directory, reason)
}

/** The server stopped between our finding it and our entering it. */
const LEAVING = /ECONNREFUSED|ECONNRESET|terminat|shutting down|starting up/
/** A crashed server's last processes take a moment to go; another start may be under way. */
const PASSING = /pre-existing shared memory block|lock file "postmaster\.pid"/
const PORT_TAKEN = /Address already in use|could not create any TCP\/IP sockets/

async function movePort({ directory, user }: Site, identity: Identity): Promise<Identity> {
  const moved = { ...identity, port: await freePort() }
  await writeIdentity(directory, moved, user)
  return moved
}

async function start(site: Site, { port }: Identity): Promise<Postmaster | string> {
  await writeConfiguration(site.directory, configuration(port, site.settings))
  return startPostmaster(site.directory, site.binaries, site.user)
}

function address(identity: Identity, port: number, role: keyof typeof ROLES, database = DATABASE) {
  return `postgres://${ROLES[role]}:${identity.passwords[role]}@127.0.0.1:${port}/${database}`
}

function embedded(
  site: Site,
  identity: Identity,
  { pid, port }: Postmaster,
  lease: Lease,
  startedByUs: boolean,
): Embedded {
  let stopping: Promise<void> | undefined
  const stop = async () => {
    if (await lease.isLast()) await stopPostmaster(site.directory, site.binaries)
    await lease.end()
  }
  return {
    url: address(identity, port, 'app'),
    ownerUrl: address(identity, port, 'owner'),
    adminUrl: address(identity, port, 'admin', 'postgres'),
    directory: site.directory,
    port,
    pid,
    startedByUs,
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

const DAMAGED =
  /PANIC|checkpoint record|control file|(file|directory) "(base|global|pg_)|does not exist/

/** What the server said before it ended, as one of the known problems. */
function startProblem(directory: string, log: string): Problem {
  const reason = log.split('\n').findLast((line) => /PANIC|FATAL|error/i.test(line)) ?? log
  const said = reason.replace(/^.*?(PANIC|FATAL):\s*/, '')
  if (/No space left|disk quota/i.test(log)) {
    return new Problem('disk-full', `the disk is full (${said}); free some space and start again`)
  }
  if (PASSING.test(log)) {
    return new Problem('data-directory-in-use', `${directory} is in use (${said}); stop its user`)
  }
  if (!isWhole(directory) || DAMAGED.test(log)) {
    return new Problem(
      'data-directory-corrupt',
      `${directory} is damaged (${said}); restore a backup there, or move it away to begin anew`,
    )
  }
  const file = path.join(directory, 'server.log')
  return new Problem('database-start-failed', `PostgreSQL did not start (${said}); see ${file}`)
}
