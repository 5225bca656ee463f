import type { BrowserContext, Page } from 'playwright-core'
import { isRefusal } from '../../../src/rules/refusal.ts'
import { changeListing } from '../../../src/usecases/listings/change.ts'
import type { WebServer } from '../../kit/web-server.ts'

/** An offer as the API tells it. */
export interface SeenOffer {
  readonly seller: string
  readonly sellerName: string
  readonly sku: string
  readonly price: number
  readonly shipping: number
  readonly points: number
  readonly shown: { readonly bps: number; readonly percent: string }
  readonly landed: number
}

export interface SeenProduct {
  readonly asin: string
  readonly titleJa: string
  readonly titleEn: string
  readonly offer: SeenOffer
  readonly offers: number
}

/** Products whose featured offer has points, in the shelf's order. */
export async function productsWithPoints({ url }: WebServer): Promise<SeenProduct[]> {
  const { items } = (await (await fetch(`${url}/v1/shelf?limit=200`)).json()) as {
    items: SeenProduct[]
  }
  return items.filter(({ offer }) => offer?.points > 0)
}

/** A cart's line at the terms of an offer. */
export const lineOf = ({ asin, offer }: SeenProduct, quantity = 1) => {
  const { seller, sku, price, shipping, points } = offer
  return { seller, sku, asin, quantity, seen: { price, shipping, points } }
}

/** Puts lines into a browser's cart, as if they had been put there before. */
export async function fillCart(
  visitor: Page | BrowserContext,
  lines: readonly object[],
): Promise<void> {
  await visitor.addInitScript((cart) => {
    if (location.protocol === 'about:') return
    if (localStorage.getItem('cart') === null) localStorage.setItem('cart', cart)
  }, JSON.stringify(lines))
}

let keys = 0

/** A seller changes the price of an offer, with its points as a percentage. */
export async function reprice(
  { engine }: WebServer,
  { seller, sku }: SeenOffer,
  price: number,
  bps: number,
): Promise<void> {
  const points = { by: 'percentage', bps } as const
  const intent = { caller: 'test', key: `reprice-${++keys}` }
  const ask = { seller, sku, price, points, source: 'manual', by: 'test' } as const
  const changed = await changeListing(engine, intent, ask)
  if (isRefusal(changed)) throw new Error(changed.refused)
}

/** ￥1,000 and 1,000pt, as the pages write them. */
export const yen = (amount: number): string => `￥${amount.toLocaleString('ja-JP')}`
export const pt = (points: number): string => `${points.toLocaleString('ja-JP')}pt`
