import { hash } from 'node:crypto'
import { newSecret } from '../../ids/ids.ts'

/** Tokens say what they are, so that a leaked one is recognised by scanners and people. */
const TOKEN_PREFIX = 'tamaru_'

export const newToken = (): string => TOKEN_PREFIX + newSecret()

/**
 * What is stored of a session's or token's secret: SHA-256 in hex. The secret is 32 random bytes,
 * so a slow hash would add nothing.
 */
export const digestOfSecret = (secret: string): string => hash('sha256', secret, 'hex')
