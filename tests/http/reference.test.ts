import { describe, expect, test } from 'vitest'
import { examplesOf, type OpenApi } from '../../src/http/docs/openapi.ts'
import { HTTP_PROBLEMS, PROBLEM_ENTRIES, problemTitle } from '../../src/http/kit/problem-table.ts'
import { REFUSALS } from '../../src/rules/refusals.ts'
import { call, testWorld } from './kit.ts'

const world = await testWorld()
const { app, routes, tokens } = world
const { body: document }: { body: OpenApi } = await call(app, 'GET', '/openapi.json')

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the OpenAPI document', () => {
  test('has every route of the API once, each under a name of its own', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`)
    const registered = routes
      .filter(({ url }) => url.startsWith('/v1/'))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`)
    expect(described).toEqual(expect.arrayContaining(registered))
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
  })

  test('says of every operation what it is for, and what its problems look like', () => {
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z]/)
      expect(operation.tags).toHaveLength(1)
      const answers = Object.values(operation.responses)
      const problems = answers.flatMap(({ content }) => content?.['application/problem+json'] ?? [])
      expect(problems.length).toBeGreaterThanOrEqual(4)
    }
  })

  test('refers to nothing that it does not define', () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((m) => m[1])
    expect(refs.length).toBeGreaterThan(0)
    for (const ref of new Set(refs)) {
      const found = ref?.split('/').reduce<unknown>((at, name) => (at as never)[name], document)
      expect(found, ref).toBeTypeOf('object')
    }
  })

  const examples = operations.flatMap(({ path, method, operation }) =>
    examplesOf(operation.requestBody?.content['application/json'] ?? { schema: {} }).map(
      (example) => ({ path, method, example }),
    ),
  )

  test('has an example of every body', () => {
    const withBody = operations.filter(({ operation }) => operation.requestBody)
    const without = withBody.filter(({ operation }) => {
      const media = Object.values(operation.requestBody?.content ?? {})
      return media.some((one) => examplesOf(one).length === 0)
    })
    expect(without.map(({ path, method }) => `${method} ${path}`)).toEqual([])
  })

  test.each(examples)('its example for $method $path is well formed', async (one) => {
    const { path, method, example } = one
    const params = { order: 'none', line: '1', seller: 'tea-house', buyer: 'hanako', sku: 'X' }
    const url = path.replace(/\{(\w+)\}/g, (_, name) => (params as never)[name] ?? '1')
    const sellerOnly = routes.find(
      (route) =>
        route.url.replace(/:(\w+)/g, '{$1}') === path && route.method === method.toUpperCase(),
    )?.access.to
    const token = sellerOnly?.includes('operator') ? tokens.operator : tokens.teaHouse
    const verb = method.toUpperCase() as 'POST'
    const { status, body } = await call(app, verb, url, example, { token })
    expect(status, JSON.stringify(body)).not.toBe(400)
    expect(status, world.log.at(-1)).toBeLessThan(500)
  })
})

describe('the error table', () => {
  test('is docs/reference/errors.md', async () => {
    await expect(errorsPage()).toMatchFileSnapshot('../../docs/reference/errors.md')
  })

  test('has every refusal and every problem of the protocol', () => {
    const codes = PROBLEM_ENTRIES.map(({ code }) => code).sort()
    expect(codes).toEqual([...Object.keys(REFUSALS), ...Object.keys(HTTP_PROBLEMS)].sort())
  })
})

test('the routes are docs/reference/http-api.md', async () => {
  await expect(routesPage()).toMatchFileSnapshot('../../docs/reference/http-api.md')
})

test('the page for people runs no script and loads nothing from elsewhere', async () => {
  const { raw, headers } = await call(app, 'GET', '/docs')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(headers['content-security-policy']).not.toContain('script')
  expect(raw).not.toMatch(/<script|\sstyle=|\son\w+=|https?:\/\//)
  for (const { operation } of operations) expect(raw).toContain(`id="${operation.operationId}"`)
  for (const { code } of PROBLEM_ENTRIES) expect(raw).toContain(`id="${code}"`)
})

function errorsPage(): string {
  const byStatus = [...Map.groupBy(PROBLEM_ENTRIES, ({ status }) => status)]
  const sections = byStatus
    .sort(([a], [b]) => a - b)
    .map(([status, entries]) => {
      const rows = entries.map(({ code, en, ja }) => `| \`${code}\` | ${en} | ${ja} |`)
      const title = `## ${status} ${problemTitle(status, 'en')}`
      const head = `${title}\n\n| code | English | 日本語 |\n|---|---|---|`
      return `${head}\n${rows.join('\n')}\n`
    })
  return `# Errors

Every error is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`,
\`code\`, \`request\`, and the facts that fill the sentence. \`detail\` is in English or Japanese,
by \`?lang\` or Accept-Language. The programme's own codes are those that the command line prints.

${sections.join('\n')}`
}

function routesPage(): string {
  const rows = operations.map(({ path, method, operation }) => {
    const { roles, scope } = operation['x-access']
    const who = roles === 'anyone' ? 'anyone' : (roles as readonly string[]).join(', ')
    const key = operation.parameters?.some(({ name }) => name === 'Idempotency-Key') ? '✓' : ''
    const route = `\`${method.toUpperCase()} ${path}\``
    return {
      tag: operation.tags[0] ?? '',
      row: `| ${route} | ${operation.summary} | ${who} | ${scope ?? ''} | ${key} |`,
    }
  })
  const sections = [...Map.groupBy(rows, ({ tag }) => tag)].map(
    ([tag, entries]) =>
      `## ${tag}\n\n| route | | for | scope of an app | key |\n|---|---|---|---|---|\n${entries.map(({ row }) => row).join('\n')}\n`,
  )
  return `# HTTP API

Every route, made from the code. A running server describes fields and examples at \`/docs\`, and
for machines at \`/openapi.json\`. "key": needs an \`Idempotency-Key\`; the same key with the same
content is answered the same again, with \`Idempotent-Replayed: true\`, and does nothing twice.

${sections.join('\n')}`
}
