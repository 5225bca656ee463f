import { expect, test } from 'vitest'
import { OPERATIONS } from '../../src/http/spapi/table.ts'
import { JAPAN, postLwa, toolWorld } from './kit.ts'

const world = await toolWorld()

/** What programs with errors in them, and people who try, send. */
const TEXTS = [
  ...['', 'a\0b', '%', '\ud800', '../..', "';--", '{', '-1', '1e9', '99999999999999999999'],
  ...['0000-01-01T00:00:00Z', '2020-13-45T00:00:00Z', '９😀', 'a,b,,c', 'x'.repeat(1_500)],
  `${'a,'.repeat(200)}a`,
  'eyJ2YWx1ZSI6MSwibmFtZSI6MX0',
]
const BODIES: readonly unknown[] = [
  ...[null, [], {}, 'text', 1, true, [[]], [null], { '': null }, { requests: null }],
  { requests: [{}] },
  { requests: [null] },
  JSON.parse('{"attributes":{"purchasable_offer":[null]},"productType":"P"}'),
  JSON.parse(
    '{"attributes":{"purchasable_offer":[{"our_price":[{"schedule":null}]}]},"productType":"P"}',
  ),
  { productType: 'P', patches: [{ op: 'replace', path: '/attributes/purchasable_offer' }] },
  { productType: 'P', patches: [{ op: 'delete', path: '' }] },
  { restrictedResources: [{ method: 'GET', path: '\0' }] },
]

/** Nothing that is sent may look like a failure of ours, and every answer has Amazon's form. */
const sendable = (text: string) => {
  try {
    return encodeURIComponent(text)
  } catch {
    return '%ED%A0%80'
  }
}

test.each(OPERATIONS)(
  '$model $id takes no nonsense for a failure of its own',
  async (operation) => {
    const { method, path, query, body } = operation
    const names = Object.keys(query)
    const fitting = (name: string): string =>
      query[name]?.words?.[0] ?? (/arketplace/.test(name) ? JAPAN : '2020-06-01T00:00:00Z')
    const usual = Object.fromEntries(
      names.filter((name) => query[name]?.required).map((name) => [name, fitting(name)]),
    )
    const ask = async (url: string, payload: unknown) => {
      const answer = await world.app.inject({
        ...{ method, url },
        headers: { 'x-amz-access-token': world.token, 'content-type': 'application/json' },
        ...(body ? { payload: JSON.stringify(payload) } : {}),
      })
      const asked = `${method} ${url} ${JSON.stringify(payload)}`
      const about = `${asked} ${answer.body.slice(0, 300)} ${world.log.at(-1) ?? ''}`
      expect(answer.statusCode, about).toBeLessThan(500)
      if (answer.statusCode < 400) return
      const { errors } = answer.json()
      expect(errors[0].code, about).toMatch(/^[A-Z]\w+$/)
    }
    const at = (part: string) => path.replace(/\{\w+\}/g, part)
    const search = new URLSearchParams(usual)
    // Every text as a path, and a quarter of them in each place of the query.
    for (const [n, text] of TEXTS.entries()) {
      if (path.includes('{')) await ask(`${at(sendable(text) || '%20')}?${search}`, {})
      for (const name of names.filter((_, index) => (n + index) % 4 === 0)) {
        const others = new URLSearchParams(Object.entries(usual).filter(([one]) => one !== name))
        await ask(`${at('tea-house')}?${others}&${name}=${sendable(text)}`, {})
      }
    }
    for (const one of body ? BODIES : []) await ask(`${at('tea-house')}?${search}`, one)
    if (names[0]) await ask(`${at('tea-house')}?${search}&${names[0]}=1&${names[0]}=2`, {})
  },
)

test('nor do tokens', async () => {
  for (const body of BODIES.filter((one) => typeof one === 'object')) {
    const { status } = await postLwa(world, (body ?? {}) as object)
    expect(status).toBeLessThan(500)
  }
  for (const text of TEXTS) {
    const fields = { client_id: text, client_secret: text, refresh_token: text, scope: text }
    for (const grant_type of ['refresh_token', 'client_credentials', text]) {
      const { status, json } = await postLwa(world, { ...fields, grant_type })
      expect(status, text).toBeLessThan(500)
      expect(json.error).toBeTypeOf('string')
    }
  }
})
