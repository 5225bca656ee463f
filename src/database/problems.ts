/**
 * What can go wrong around the database that is nobody's bug: each has a code, an exit code and one
 * line that says the way out. docs/reference/exit-codes.md is tested against this table.
 *
 * Exit codes follow sysexits.h, so that a script can tell "try again" (75) from "mend it" (78).
 */
export const PROBLEMS = {
  'usage-invalid': { exitCode: 64, meaning: 'the command line is not understood' },
  'input-refused': { exitCode: 65, meaning: 'a rule of the programme says no to what was asked' },
  'input-unreadable': { exitCode: 65, meaning: 'a file of the input is not what it should be' },
  'ledger-unsound': { exitCode: 65, meaning: 'verify found a row that can not be right' },
  'data-directory-corrupt': { exitCode: 65, meaning: 'the embedded data directory is damaged' },
  'input-missing': { exitCode: 66, meaning: 'a file or folder of the input is not there' },
  'database-unreachable': { exitCode: 69, meaning: 'nothing answers at the database address' },
  'database-start-failed': { exitCode: 69, meaning: 'the embedded PostgreSQL did not start' },
  'internal-error': { exitCode: 70, meaning: 'a bug: run again with TAMARU_DEBUG=1 and report it' },
  'postgres-binaries-missing': { exitCode: 72, meaning: 'no PostgreSQL came with the packages' },
  'data-directory-in-use': {
    exitCode: 73,
    meaning: 'the data directory belongs to something else',
  },
  'output-impossible': { exitCode: 73, meaning: 'the output cannot be where it was asked for' },
  'output-occupied': { exitCode: 73, meaning: 'the output folder holds something else' },
  'disk-full': { exitCode: 74, meaning: 'no space is left on the disk' },
  'database-interrupted': {
    exitCode: 75,
    meaning: 'the connection was lost or the server stopped',
  },
  'busy-elsewhere': { exitCode: 75, meaning: 'another process is doing the same already' },
  'port-in-use': { exitCode: 75, meaning: 'another program listens on the port' },
  'database-auth-failed': { exitCode: 77, meaning: 'the database refused the user or password' },
  'permission-denied': { exitCode: 77, meaning: 'this user may not do that, in files or database' },
  'data-directory-version': { exitCode: 78, meaning: 'data of another PostgreSQL major version' },
  'database-address-invalid': { exitCode: 78, meaning: 'the database address cannot be read' },
  'database-missing': { exitCode: 78, meaning: 'the database does not exist' },
  'database-too-old': { exitCode: 78, meaning: 'PostgreSQL older than 15' },
  'production-unsafe': { exitCode: 78, meaning: 'production refuses to run with these settings' },
  'migration-edited': { exitCode: 78, meaning: 'an applied migration file was changed' },
  'migration-failed': { exitCode: 78, meaning: 'a migration failed and was rolled back' },
  'migration-invalid': { exitCode: 78, meaning: 'the migration files are not well formed' },
  'migration-newer': { exitCode: 78, meaning: 'the database is newer than this program' },
  'migration-pending': { exitCode: 78, meaning: 'the database is older than this program' },
  'role-missing': { exitCode: 78, meaning: 'a database role does not exist' },
} as const satisfies Record<string, { exitCode: number; meaning: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** A failure with a known way out. `message` is one line for a person; no stack is of any use. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** What the process exits with when nothing else is to be done. */
  readonly exitCode: number

  constructor(code: ProblemCode, message: string, cause?: unknown) {
    super(message.replace(/\s+/g, ' ').trim(), cause === undefined ? {} : { cause })
    this.name = 'Problem'
    this.code = code
    this.exitCode = PROBLEMS[code].exitCode
  }
}

/** The fields that Node's system errors and PostgreSQL's errors carry. */
type Failure = Error & {
  code?: unknown
  syscall?: string
  address?: string
  port?: number
  path?: string
  detail?: string
  errors?: unknown[]
}

type Explain = [code: ProblemCode, message: (failure: Failure) => string]

const said = (failure: Failure) => failure.message || String(failure.code)

const interrupted: Explain = [
  'database-interrupted',
  (f) => `the database connection was lost (${said(f)}); run the same again: nothing is done twice`,
]
const unreachable: Explain = [
  'database-unreachable',
  (f) => `the database does not answer (${said(f)}); check DATABASE_URL and that PostgreSQL runs`,
]
const full: Explain = [
  'disk-full',
  (f) => `the disk is full (${said(f)}); free some space and run the same again`,
]
const denied: Explain = [
  'permission-denied',
  (f) => `permission denied (${said(f)}); correct the rights, or run as the user who owns it`,
]
const authFailed: Explain = [
  'database-auth-failed',
  (f) => `the database refused the login (${said(f)}); check user and password in DATABASE_URL`,
]

/** By PostgreSQL's SQLSTATE and Node's errno names. */
const BY_CODE: Record<string, Explain> = {
  '08000': interrupted,
  '08003': interrupted,
  '08006': interrupted,
  '57P01': interrupted,
  '57P02': interrupted,
  '57P03': [
    'database-interrupted',
    (f) =>
      `the database is starting or stopping (${said(f)}); wait a moment and run the same again`,
  ],
  '53300': [
    'database-interrupted',
    (f) => `the database has no connection left (${said(f)}); close some or raise max_connections`,
  ],
  ECONNRESET: interrupted,
  EPIPE: interrupted,
  '08001': unreachable,
  '08004': unreachable,
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  '28000': authFailed,
  '28P01': authFailed,
  '3D000': [
    'database-missing',
    (f) => `${said(f)}; create it (create database …) or correct DATABASE_URL`,
  ],
  '42501': [
    'permission-denied',
    (f) => `the database role may not do this (${said(f)}); grant it, or use the owner's address`,
  ],
  EACCES: denied,
  EPERM: denied,
  EROFS: denied,
  '53100': full,
  ENOSPC: full,
  EDQUOT: full,
  EADDRINUSE: [
    'port-in-use',
    (f) => `port ${f.port ?? ''} is in use by another program; stop it or choose another port`,
  ],
  ERR_INVALID_URL: [
    'database-address-invalid',
    () => 'the database address cannot be read; write postgres://user:password@host:5432/database',
  ],
}

/** pg gives these without a code. */
const LOST = /Connection terminated|Client has encountered a connection error|not queryable/
const NO_PASSWORD = /SASL|client password must be a string/
const TIMEOUT = /timeout (expired|exceeded)|read timeout/

/**
 * The problem behind a failure, or undefined when the failure is a bug to be shown with its stack.
 * Looks through `cause` and through the errors of an AggregateError (Node's answer when a host has
 * several addresses and none of them answers).
 */
export function problemOf(failure: unknown): Problem | undefined {
  if (failure instanceof Problem) return failure
  if (!(failure instanceof Error)) return undefined
  const known = failure as Failure
  const explain = typeof known.code === 'string' ? BY_CODE[known.code] : undefined
  if (explain) return new Problem(explain[0], explain[1](known), failure)
  if (TIMEOUT.test(known.message)) return made(unreachable, known)
  if (LOST.test(known.message)) return made(interrupted, known)
  if (NO_PASSWORD.test(known.message)) return made(authFailed, known)
  return known.errors?.map(problemOf).find(Boolean) ?? problemOf(known.cause)
}

function made([code, message]: Explain, failure: Failure): Problem {
  return new Problem(code, message(failure), failure)
}
