/** Markup that is safe to put into a page. */
export interface Html {
  readonly html: string
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

type Part = Html | string | number | readonly Part[] | undefined

function rendered(part: Part): string {
  if (part === undefined) return ''
  if (Array.isArray(part)) return part.map(rendered).join('')
  if (typeof part === 'object') return (part as Html).html
  return String(part).replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string)
}

/** A template whose values are escaped, unless they are markup themselves. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.reduce((text, string, index) => text + rendered(parts[index - 1]) + string),
})
