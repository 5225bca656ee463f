import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpSettings } from '../kit/settings.ts'

/**
 * `__Host-` pins the cookie to this host, over https, for every path: a neighbouring subdomain can
 * not plant one. Browsers take that name only with Secure, so a sandbox without https has another.
 */
export const cookieName = ({ https }: HttpSettings): string => (https ? '__Host-tamaru' : 'tamaru')

const OPTIONS = { path: '/', httpOnly: true, sameSite: 'lax' } as const

export const sessionSecret = (
  { cookies }: FastifyRequest,
  settings: HttpSettings,
): string | undefined => cookies[cookieName(settings)] || undefined

export const setSession = (
  reply: FastifyReply,
  settings: HttpSettings,
  secret: string,
  seconds: number,
): FastifyReply =>
  reply.setCookie(cookieName(settings), secret, {
    ...OPTIONS,
    secure: settings.https,
    maxAge: seconds,
  })

export const clearSession = (reply: FastifyReply, settings: HttpSettings): FastifyReply =>
  reply.clearCookie(cookieName(settings), { ...OPTIONS, secure: settings.https })
