import type { Plan } from '../../rules/policy/policy.ts'

/** A shop of the sandbox. */
export interface SeedSeller {
  readonly reference: string
  readonly name: string
  readonly plan: Plan
  /** Whether it accepted the points service agreement. */
  readonly agreed: boolean
  /** Categories it sells in. */
  readonly sells: readonly string[]
  /** Its prices against the usual ones, in percent. */
  readonly level: number
}

const shop = (
  reference: string,
  name: string,
  plan: Plan,
  agreed: boolean,
  level: number,
  ...sells: readonly string[]
): SeedSeller => ({ reference, name, plan, agreed, sells, level })

export const SELLERS: readonly SeedSeller[] = [
  shop('S-AOZORA', 'アオゾラ電機', 'professional', true, 98, 'electronics', 'computers'),
  shop('S-KURASHI', '暮らしの道具店 灯', 'professional', true, 100, 'home', 'grocery', 'beauty'),
  shop('S-MINORI', '実り市場', 'professional', true, 97, 'grocery', 'beauty'),
  shop('S-HONDANA', '本棚堂書店', 'professional', true, 100, 'book', 'toys'),
  shop('S-IROHA', 'いろは衣料', 'professional', true, 102, 'fashion', 'beauty'),
  shop('S-DENSHIN', '電進パーツ', 'professional', true, 95, 'computers', 'electronics'),
  shop('S-ASOBI', 'あそび百貨', 'professional', true, 99, 'toys', 'book', 'home'),
  shop('S-TAIYO', '太陽ホームセンター', 'professional', false, 94, 'home', 'electronics', 'toys'),
  shop('S-KOBO', '手しごと工房 みなも', 'individual', true, 108, 'home', 'fashion'),
  shop('S-FURUHON', '古本のとなり', 'individual', true, 72, 'book', 'toys'),
  shop('S-YAMADA', '山田商店', 'individual', false, 103, 'grocery', 'home', 'fashion'),
  shop('S-MEGURI', 'めぐり屋', 'individual', false, 101, 'computers', 'beauty', 'fashion'),
]

/** Shops that sell used things. */
export const USED_SHOPS: ReadonlySet<string> = new Set(['S-FURUHON', 'S-MEGURI'])

/** Apps that work on sellers' accounts: one knows points, the other does not. */
export const PROVIDERS = [
  { reference: 'PRICE-NAVI', name: 'プライスナビ', supportsPoints: true },
  { reference: 'SOKO-SYNC', name: 'ソコシンク在庫連携', supportsPoints: false },
] as const

export const AUTHORISATIONS = [
  { seller: 'S-AOZORA', provider: 'PRICE-NAVI', scopes: ['listings', 'pricing'] },
  { seller: 'S-AOZORA', provider: 'SOKO-SYNC', scopes: ['listings', 'pricing'] },
  { seller: 'S-KURASHI', provider: 'SOKO-SYNC', scopes: ['listings'] },
  { seller: 'S-DENSHIN', provider: 'PRICE-NAVI', scopes: ['pricing', 'notifications'] },
] as const

const FAMILY = ['佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '山本', '中村', '小林', '加藤']
const GIVEN = ['花子', '太郎', '美咲', '健', '陽菜', '翔', '結衣', '大輔', '葵', '直樹', '千尋']

const buyer = (index: number) => ({
  reference: `B-${String(index + 1).padStart(4, '0')}`,
  name: `${FAMILY[index % FAMILY.length]} ${GIVEN[index % GIVEN.length]}`,
})

/** Buyers who shop; the first is the one of the sandbox's login. */
export const SHOPPERS = Array.from({ length: 44 }, (_, index) => buyer(index))

/** Buyers who got points of a campaign long ago and never came back, by days since then. */
export const SLEEPERS = [370, 364, 358, 352, 345, 338].map((daysAgo, index) => ({
  ...buyer(SHOPPERS.length + index),
  daysAgo,
}))

/** Who can log in to a sandbox, with the password that all of them have. */
export const LOGINS = [
  { login: 'operator@tamaru.test', name: '運営 一郎', role: 'operator' },
  { login: 'operator2@tamaru.test', name: '運営 二葉', role: 'operator' },
  { login: 'seller@tamaru.test', name: '青空 店長', role: 'seller', seller: 'S-AOZORA' },
  { login: 'buyer@tamaru.test', name: '佐藤 花子', role: 'buyer', buyer: 'B-0001' },
] as const

export const SANDBOX_PASSWORD = 'tamaru-sandbox'

/** The account that the sandbox's marketplace pays from. */
export const PAYER = {
  ...{ code: '0000001234', name: 'タマル（カ', bank: '0001', bankName: 'スナバ' },
  ...{ branch: '001', branchName: 'ホンテン', kind: 'current' as const, number: '0001234' },
}

const HOLDERS = [
  'アオゾラデンキ（カ',
  'クラシノドウグテン アカリ',
  'ミノリイチバ（ユ',
  'ホンダナドウシヨテン',
]

/** Where payouts go. Some sellers have not said yet, so that an operator can see what happens. */
export const BANK_ACCOUNTS = HOLDERS.map((holder, index) => ({
  seller: SELLERS[index]?.reference ?? '',
  ...{ bank: '0009', bankName: 'スナバ', branch: `10${index}`, branchName: 'エキマエ' },
  ...{ kind: 'ordinary' as const, number: `123456${index}`, holder },
}))
