import { hash, type Options, verify } from '@node-rs/argon2'
import { newSecret } from '../../ids/ids.ts'

/**
 * OWASP's first choice: argon2id (the package's default algorithm), 19 MiB, two passes, one lane.
 */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const PASSWORD_LENGTH = { minimum: 10, maximum: 128 }

/** The stored form of a password: argon2id with its parameters and salt, as a PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(normal(password), COST)

let nobody: Promise<string> | undefined

/**
 * Whether it is the person's password. Without a person it takes as long to say no, so that the
 * time of an answer does not tell which logins exist.
 */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(newSecret())
  const matches = await verify(stored ?? (await nobody), normal(password))
  return matches && stored !== undefined
}

/** The same password typed on another keyboard is the same text. */
const normal = (password: string): string => password.normalize('NFKC')
