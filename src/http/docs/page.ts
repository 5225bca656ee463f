import type { Language } from '../kit/language.ts'
import { type ProblemEntry, problemTitle } from '../kit/problem-table.ts'
import { type Html, html } from './html.ts'
import { examplesOf, type Media, type OpenApi, type Operation, type Parameter } from './openapi.ts'

interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly minimum?: number
  readonly maximum?: number
}

/** The reference as one page without scripts: every operation, then every error. */
export function docsPage(
  document: OpenApi,
  problems: readonly ProblemEntry[],
  language: Language,
): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')
  const tags = [...byTag.keys()]
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}: HTTP API</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<nav aria-label="Contents">
<p><a href="#top">${document.info.title}</a></p>
<ul>${tags.map((tag) => html`<li><a href="#${slug(tag)}">${tag}</a></li>`)}
<li><a href="#errors">Errors</a></li></ul>
<p><a href="/openapi.json">openapi.json</a></p>
</nav>
<main id="top">
<h1>${document.info.title}: HTTP API</h1>
<p>${document.info.description}</p>
${tags.map(
  (tag) => html`<section id="${slug(tag)}"><h2>${tag}</h2>
${byTag.get(tag)?.map(({ path, method, operation }) => operationPart(path, method, operation))}
</section>`,
)}
${errorsPart(problems, language)}
</main>
</body>
</html>`.html
}

const slug = (text: string): string => text.toLowerCase().replace(/\W+/g, '-')

function operationPart(path: string, method: string, operation: Operation): Html {
  const { roles, scope } = operation['x-access']
  const who = roles === 'anyone' ? 'anyone' : (roles as readonly string[]).join(', ')
  const needed = scope === undefined ? '' : html`; an app needs the scope <code>${scope}</code>`
  const body = operation.requestBody?.content['application/json']
  return html`<article id="${operation.operationId}">
<h3><a href="#${operation.operationId}"><code><b>${method.toUpperCase()}</b> ${path}</code></a></h3>
<p>${operation.summary}. ${operation.description}</p>
<p class="who">For ${who}${needed}</p>
${parametersPart(operation.parameters ?? [])}
${body && html`<h4>Body</h4>${fieldsPart(body.schema as JsonSchema)}${examplePart(body)}`}
${answersPart(operation)}
</article>`
}

function parametersPart(parameters: readonly Parameter[]): Html | undefined {
  const shown = parameters.filter(({ name }) => name !== 'lang')
  if (shown.length === 0) return undefined
  return html`<h4>Parameters</h4><dl>${shown.map(
    ({ name, in: place, required, description, schema }) =>
      html`<dt><code>${name}</code> <i>${place}${required ? ', required' : ''}</i></dt>
<dd>${typeOf(schema as JsonSchema)} ${description ?? (schema as JsonSchema).description}</dd>`,
  )}</dl>`
}

function answersPart({ responses }: Operation): Html {
  const entries = Object.entries(responses)
  const good = entries.filter(([status]) => Number(status) < 400)
  const bad = entries.filter(([status]) => Number(status) >= 400).map(([status]) => status)
  return html`${good.map(([status, { content }]) => {
    const schema = content?.['application/json']?.schema as JsonSchema | undefined
    return html`<h4>Answer ${status}</h4>${schema && fieldsPart(schema)}`
  })}
<p class="errors">Problems: ${bad.map((status) => html`${status} `)}</p>`
}

/** The fields of an object, those inside indented under it. */
function fieldsPart(schema: JsonSchema): Html {
  const inner = insideOf(schema)
  if (inner.oneOf ?? inner.anyOf) {
    const ways = inner.oneOf ?? inner.anyOf ?? []
    return html`<p>One of:</p>${ways.map(fieldsPart)}`
  }
  const fields = Object.entries(inner.properties ?? {})
  if (fields.length === 0) return html`<p>${typeOf(schema)} ${schema.description}</p>`
  return html`<dl>${fields.map(([name, field]) => {
    const deeper = insideOf(field)
    const nested = deeper.properties || deeper.oneOf
    const optional = inner.required?.includes(name) ? '' : html` <i>optional</i>`
    return html`<dt><code>${name}</code>${optional}</dt>
<dd>${typeOf(field)} ${field.description}${nested ? fieldsPart(deeper) : undefined}</dd>`
  })}</dl>`
}

const insideOf = (schema: JsonSchema): JsonSchema =>
  schema.items === undefined ? schema : insideOf(schema.items)

function typeOf(schema: JsonSchema): Html {
  if (schema.enum)
    return html`<code>${schema.enum.map((word) => JSON.stringify(word)).join(' | ')}</code>`
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'any')
  const of = schema.items === undefined ? '' : ` of ${insideOf(schema).type ?? 'any'}`
  const { minimum, maximum } = schema
  const range = minimum === undefined || maximum === undefined ? '' : `, ${minimum} to ${maximum}`
  return html`<i>${type}${of}${range}</i>`
}

const examplePart = (media: Media): Html[] =>
  examplesOf(media).map(
    (example) => html`<pre><code>${JSON.stringify(example, null, 2)}</code></pre>`,
  )

function errorsPart(problems: readonly ProblemEntry[], language: Language): Html {
  const byStatus = [...Map.groupBy(problems, ({ status }) => status)].sort(([a], [b]) => a - b)
  return html`<section id="errors"><h2>Errors</h2>
<p>Every error is <code>application/problem+json</code> with a code from this table.</p>
${byStatus.map(
  ([status, entries]) => html`<h3>${status} ${problemTitle(status, language)}</h3>
<dl>${entries.map(
    (entry) =>
      html`<dt id="${entry.code}"><code>${entry.code}</code></dt><dd>${entry[language]}</dd>`,
  )}</dl>`,
)}
</section>`
}
