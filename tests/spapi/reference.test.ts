import { expect, test } from 'vitest'
import type { Operation, OperationAccess } from '../../src/http/spapi/operation.ts'
import { OPERATIONS } from '../../src/http/spapi/table.ts'

test('the operations are docs/reference/sp-api-operations.md', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/reference/sp-api-operations.md')
})

test('no two operations have one name in one API, or one address', () => {
  const names = OPERATIONS.map(({ model, id }) => `${model} ${id}`)
  const addresses = OPERATIONS.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(names).size).toBe(names.length)
  expect(new Set(addresses).size).toBe(addresses.length)
})

const scopeOf = (access: OperationAccess): string =>
  access.as === 'app' ? `\`${access.grantless}\`` : (access.scope ?? 'any')

function rowOf({ id, method, path, rate, burst, access, personal, differs }: Operation): string {
  const elements = personal?.elements ?? []
  const restricted = elements.length > 0 ? ` Personal data: ${elements.join(', ')}.` : ''
  const about = differs === '' ? 'In nothing known.' : differs
  const cells = [id, `\`${method} ${path}\``, scopeOf(access), `${rate} / ${burst}`]
  return `| ${cells.join(' | ')} | ${about}${restricted} |`
}

function page(): string {
  const sections = [...Map.groupBy(OPERATIONS, ({ model }) => model)].map(
    ([model, operations]) => `## ${model}

| operation | | scope | rate / burst | how it differs from Amazon's |
|---|---|---|---|---|
${operations.map(rowOf).join('\n')}
`,
  )
  return `# Operations for sellers' tools

The ${OPERATIONS.length} operations of the Selling Partner API that are served, made from the code,
by the name of Amazon's model. Anything else answers 403 \`MissingAuthenticationToken\`, as Amazon
does for what is no operation. "scope": what the seller must have let the app do, or the scope of a token that acts
for no seller. "rate": requests a second, and how many at once. How to begin, and what holds for all
of them, is in [the guide](../sp-api.md).

${sections.join('\n')}`
}
