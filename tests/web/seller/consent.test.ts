import { expect, test } from 'vitest'
import { registerProvider } from '../../../src/usecases/sellers/register-provider.ts'
import { accepted, fresh } from '../../catalog/kit.ts'
import { testBrowser } from '../../kit/browser.ts'
import { axeFindings, settled, visit } from '../../kit/visitor.ts'
import { testWebServer } from '../../kit/web-server.ts'
import { receiver } from '../../notifications/kit.ts'

const server = await testWebServer()
const browser = await testBrowser()

const WORDS = {
  ja: {
    asks: '「棚卸しツール」に許可する操作',
    orders: '注文',
    allow: '許可して戻る',
    no: '登録されていない',
  },
  en: {
    asks: 'What may “棚卸しツール” do?',
    orders: 'Orders',
    allow: 'Allow',
    no: 'not registered',
  },
} as const

test.each(['ja', 'en'] as const)(
  'a seller whom a tool’s website sends here lets it in and goes back (%s)',
  async (language) => {
    const words = WORDS[language]
    const site = await receiver()
    const back = new URL('/connected', site.url).href
    const made = await registerProvider(server.engine, fresh(), {
      ...{ reference: `stock-${language}`, name: '棚卸しツール', supportsPoints: false },
      redirectUris: [back],
    })
    const { applicationId } = accepted(made)
    const { page, context, faults } = await visit(browser, server, { language, as: 'seller' })
    const address = `/apps/authorize/consent?application_id=${applicationId}&state=s-1&version=beta`
    await page.goto(address)
    await settled(page)
    expect(await page.locator('#console-content').innerText()).toContain(words.asks)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('checkbox', { name: words.orders }).check()
    await page.getByRole('button', { name: words.allow }).click()
    await page.waitForURL(`${back}?**`)
    const gone = new URL(page.url()).searchParams
    expect(gone.get('state')).toBe('s-1')
    expect(gone.get('selling_partner_id')).toBe('S-AOZORA')
    expect(gone.get('spapi_oauth_code')).toMatch(/^\S{20,}$/)
    const { rows } = await server.engine.pool.query(
      `select a.scopes from seller_provider a join service_provider p on p.id = a.provider_id
        where p.reference = $1`,
      [`stock-${language}`],
    )
    expect(rows).toEqual([{ scopes: ['listings', 'pricing', 'orders'] }])

    await page.goto(new URL(`${address}&redirect_uri=https://evil.example/`, server.url).href)
    await settled(page)
    expect(await page.locator('#console-content').innerText()).toContain(words.no)
    expect(await page.getByRole('button', { name: words.allow }).count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  },
)
