import type { FastifyRequest } from 'fastify'

export type Language = 'en' | 'ja'

/** The language of an answer's sentences: `?lang` if given, else what Accept-Language prefers. */
export function languageOf(request: FastifyRequest): Language {
  const { lang } = (request.query ?? {}) as { lang?: unknown }
  if (lang === 'ja' || lang === 'en') return lang
  return preferred(request.headers['accept-language'])
}

/** The better liked of the two in a list such as `ja,en-US;q=0.7`; English when neither is. */
function preferred(header: string | undefined): Language {
  let best: Language = 'en'
  let liking = 0
  for (const part of (header ?? '').split(',', 20)) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';')
    const language = range.split('-')[0]
    if (language !== 'en' && language !== 'ja') continue
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
    const value = quality === undefined ? 1 : Number(quality.split('=')[1])
    if (value > liking) [best, liking] = [language, value]
  }
  return best
}
