import type { Engine } from '../engine.ts'

/** Something that an operator may have meant. */
export interface Found {
  readonly kind: 'order' | 'seller' | 'buyer' | 'listing'
  /** The order's, seller's or buyer's own; a listing's SKU. */
  readonly reference: string
  /** What a seller or a buyer is called, what a listing sells. */
  readonly name: { readonly ja: string | null; readonly en: string | null } | null
  /** Whose the listing is. */
  readonly seller: string | null
}

/** Of each kind; more are found on the page of that kind. */
const EACH_MAX = 5

/** References are sorted by their code points, and this is the last one. */
const LAST = '\u{10ffff}'

/** What an operator may mean by a word: its own names first, then how they begin. */
export async function findAnything({ pool }: Engine, word: string): Promise<readonly Found[]> {
  const { rows } = await pool.query<Found>({
    name: 'find-anything',
    text: `
      (select 'order' as kind, reference, null::json as name, null as seller from orders
        where reference = $1 or (reference >= $1 and reference < $2)
        order by reference limit $3)
      union all
      (select 'seller', reference, json_build_object('ja', name, 'en', null), null from seller
        where starts_with(reference, $1) or position(lower($1) in lower(name)) > 0
        order by reference limit $3)
      union all
      (select 'buyer', reference, json_build_object('ja', name, 'en', null), null from buyer
        where starts_with(reference, $1) or position(lower($1) in lower(name)) > 0
        order by reference limit $3)
      union all
      (select 'listing', l.sku, json_build_object('ja', p.title_ja, 'en', p.title_en), s.reference
        from (select seller_id, sku, asin from listing where sku = $1
            union select seller_id, sku, asin from listing where asin = $1) l
          join seller s on s.id = l.seller_id join product p on p.asin = l.asin
        order by s.reference, l.sku limit $3)`,
    values: [word, `${word}${LAST}`, EACH_MAX],
  })
  return rows
}
