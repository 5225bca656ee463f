import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpSettings } from '../kit/settings.ts'

/**
 * `__Host-` pins the cookie to this host, over https, for every path: a neighbouring subdomain can
 * not plant one. Browsers take that name only with Secure, so a sandbox without https has another.
 */
export const cookieName = ({ https }: HttpSettings): string => (https ? '__Host-tamaru' : 'tamaru')

/** The secret of the session that the request bears. It is URL-safe, so nothing is to decode. */
export function sessionSecret(
  { headers }: FastifyRequest,
  settings: HttpSettings,
): string | undefined {
  if (headers.cookie === undefined) return undefined
  const start = `${cookieName(settings)}=`
  const pair = headers.cookie.split(';').find((part) => part.trimStart().startsWith(start))
  return pair?.trim().slice(start.length) || undefined
}

const cookieOf = (settings: HttpSettings, secret: string, seconds: number): string =>
  `${cookieName(settings)}=${secret}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax` +
  (settings.https ? '; Secure' : '')

export const setSession = (
  reply: FastifyReply,
  settings: HttpSettings,
  secret: string,
  seconds: number,
): FastifyReply => reply.header('set-cookie', cookieOf(settings, secret, seconds))

export const clearSession = (reply: FastifyReply, settings: HttpSettings): FastifyReply =>
  reply.header('set-cookie', cookieOf(settings, '', 0))
