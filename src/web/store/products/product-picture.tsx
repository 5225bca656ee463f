import './picture.css'
import { useId, useState } from 'react'
import type { Product } from '../answers.ts'

/** Old Japanese patterns, one tile each. */
const PATTERNS = [
  // 青海波
  {
    size: 32,
    d: 'M0 32a16 16 0 0 1 32 0M6 32a10 10 0 0 1 20 0M-16 16a16 16 0 0 1 32 0M16 16a16 16 0 0 1 32 0M-10 16a10 10 0 0 1 20 0M22 16a10 10 0 0 1 20 0',
  },
  // 七宝
  {
    size: 32,
    d: 'M16 0a16 16 0 0 1 0 32a16 16 0 0 1 0-32M0-16a16 16 0 0 1 0 32M0 16a16 16 0 0 1 0 32M32-16a16 16 0 0 0 0 32M32 16a16 16 0 0 0 0 32',
  },
  // 矢絣
  { size: 28, d: 'M0 0l14 10v14L0 14zM28 0L14 10v14l14-10zM14 10V0M14 28v-4' },
  // 網代
  { size: 24, d: 'M0 12L12 0M0 24L24 0M12 24L24 12M0 4l8 8M16 12l8 8' },
  // 鱗
  { size: 24, d: 'M0 24L12 0L24 24zM6 12h12M12 24L6 12M12 24l6-12' },
  // 籠目
  { size: 28, d: 'M0 7h28M0 21h28M-2 0l16 28M14 0l16 28M14 0L-2 28M30 0L14 28' },
] as const

/** What kind of thing it is, in a few strokes. */
const SIGNS: Readonly<Record<string, string>> = {
  electronics: 'M14 40v-8a18 18 0 0 1 36 0v8M14 38h6v12h-6zM44 38h6v12h-6z',
  computers: 'M12 16h40v26H12zM26 50h12M32 42v8',
  home: 'M14 30h36v6a14 14 0 0 1-14 14h-8a14 14 0 0 1-14-14zM10 30h44M28 24h8',
  grocery: 'M16 26h32l-4 24H20zM24 26a8 8 0 0 1 16 0M32 18c0-5 4-8 9-8 0 5-4 8-9 8z',
  beauty: 'M32 10c8 12 14 18 14 26a14 14 0 0 1-28 0c0-8 6-14 14-26zM24 38a8 8 0 0 0 8 8',
  fashion: 'M24 12l-12 8 4 10 6-3v25h20V27l6 3 4-10-12-8a8 8 0 0 1-16 0z',
  book: 'M32 18c-6-4-13-5-20-4v34c7-1 14 0 20 4 6-4 13-5 20-4V14c-7-1-14 0-20 4zM32 18v34',
  toys: 'M14 36h36v14H14zM22 36V22h20v14M28 22v-8h8v8',
}
const ANYTHING = 'M12 22l20-10 20 10v22L32 54 12 44zM12 22l20 10 20-10M32 32v22'

const COLOURS = 8

/** The product's own picture, or one made of what is known of it: always the same. */
export function ProductPicture({ product }: { readonly product: Product }) {
  const [lost, setLost] = useState(false)
  if (product.image === null || lost) return <Drawing product={product} />
  return (
    <img
      className="picture"
      src={product.image}
      alt=""
      loading="lazy"
      onError={() => setLost(true)}
    />
  )
}

function Drawing({ product: { asin, category } }: { readonly product: Product }) {
  const id = useId()
  const seed = seedOf(asin)
  const { size, d } = PATTERNS[seed % PATTERNS.length] ?? PATTERNS[0]
  return (
    <svg className={`picture colour-${seed % COLOURS}`} viewBox="0 0 200 200" aria-hidden="true">
      <defs>
        <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse">
          <path d={d} className="pattern" />
        </pattern>
      </defs>
      <rect width="200" height="200" className="ground" />
      <rect width="200" height="200" fill={`url(#${id})`} />
      <circle cx="100" cy="100" r="52" className="disc" />
      <path d={SIGNS[category ?? ''] ?? ANYTHING} className="sign" transform="translate(68 68)" />
    </svg>
  )
}

function seedOf(text: string): number {
  let seed = 7
  for (const sign of text) seed = (seed * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003
  return seed
}
