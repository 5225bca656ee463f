import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import {
  CONDITIONS as ALL_CONDITIONS,
  isRefusal,
  mayOfferPoints,
  previewOffer,
  yen,
} from '../../../rules/index.ts'
import { say } from '../../console/flash.tsx'
import { NumberField } from '../../console/number-field.tsx'
import { Pt, Yen } from '../../kit/amount.tsx'
import { api, Problem } from '../../kit/api.ts'
import { useDraft } from '../../kit/draft.ts'
import { wholeNumber } from '../../kit/format.ts'
import { useIntent } from '../../kit/intent.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { CONDITIONS } from '../../kit/product-words.ts'
import { useOwnPath } from '../common/own-path.ts'
import { type SaleFigure, saleReason } from '../common/sale-reasons.ts'
import { useProgramme } from '../common/use-programme.ts'
import { MISTAKES, refusalText, warningText } from '../inventory/edit/mistakes.ts'
import { readPoints, readPrice, readStock } from '../inventory/edit/typed.ts'
import type { NewProduct } from './product-form.tsx'

const SENTENCES = {
  sku: { ja: 'SKU（出品者の商品コード）', en: 'SKU (your own code)' },
  skuMissing: { ja: 'SKUを入力してください。', en: 'Type a SKU.' },
  skuTaken: {
    ja: 'このSKUはすでに使われています。別のSKUを入力してください。',
    en: 'This SKU is taken. Type another one.',
  },
  condition: { ja: 'コンディション', en: 'Condition' },
  price: { ja: '販売価格', en: 'Your Price' },
  points: { ja: 'ポイント', en: 'Points' },
  pointsHint: {
    ja: '購入者に付与するポイント数。販売価格の1〜50%。付けない場合は空欄にします。',
    en: 'Points for the buyer, 1 to 50 % of your price; empty for none.',
  },
  shipping: { ja: '配送料', en: 'Shipping' },
  stock: { ja: '在庫数', en: 'Stock' },
  yen: { ja: '円', en: 'yen' },
  stockHint: { ja: '空欄にすると数えません。', en: 'Empty: not counted.' },
  save: { ja: '保存して出品', en: 'Save and offer' },
  saved: { ja: '{sku}を出品しました。', en: '{sku} is offered.' },
  preview: { ja: '1個販売したとき', en: 'With one sale' },
  granted: { ja: '付与ポイント', en: 'Points granted' },
  landed: { ja: '実質価格', en: 'Landed price' },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  proceeds: { ja: '売上金見込み', en: 'Expected proceeds' },
} as const

interface Props {
  readonly category: string | null
  /** The product that is there; or one that is made together with its first offer. */
  readonly asin?: string
  readonly product?: NewProduct
}

const EMPTY = { sku: '', condition: 'new', price: '', points: '', shipping: '0', stock: '' }

/** The Offer tab: price, and the points right under it, with what a sale would bring beside. */
export function OfferForm({ asin, product, category }: Props) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const [, go] = useLocation()
  const client = useQueryClient()
  const programme = useProgramme()
  const making = useIntent()
  const listing = useIntent()
  const [typed, setTyped, forget] = useDraft(`offer ${asin ?? 'new'}`, EMPTY)
  const [isTried, setTried] = useState(false)
  const type = (change: Partial<typeof EMPTY>) => setTyped({ ...typed, ...change })

  const price = readPrice(typed.price)
  const hasPoints = typed.points.trim() !== ''
  const points = hasPoints
    ? readPoints({ by: 'points', percent: '', points: typed.points })
    : undefined
  const shipping = wholeNumber(typed.shipping === '' ? '0' : typed.shipping)
  const stock = readStock(typed.stock)
  const known = programme && typeof price === 'number' && shipping !== undefined && shipping >= 0
  const asked = typeof points === 'object' ? points : { by: 'none' as const }
  const preview = known
    ? previewOffer(
        { price: yen(price), shipping: yen(shipping), points: asked, category },
        programme.policy,
      )
    : undefined
  const barred =
    programme && hasPoints
      ? mayOfferPoints(programme.facts, programme.marketplace, programme.policy)
      : undefined
  const refusal = barred ?? (preview && isRefusal(preview) ? preview : undefined)
  const mistakes = {
    sku: typed.sku.trim() === '' ? t('skuMissing') : undefined,
    price: typeof price === 'string' ? MISTAKES[price][language] : undefined,
    points:
      typeof points === 'string'
        ? MISTAKES[points][language]
        : refusal && refusalText(refusal, language),
    shipping: shipping === undefined || shipping < 0 ? MISTAKES.priceNoNumber[language] : undefined,
    stock: typeof stock === 'string' ? MISTAKES[stock][language] : undefined,
  }
  const isRight = Object.values(mistakes).every((mistake) => mistake === undefined)

  const save = useMutation({
    mutationFn: async () => {
      const code = asin ?? (await make())
      const sku = typed.sku.trim()
      const body = {
        ...{ asin: code, condition: typed.condition, price, shipping, stock },
        ...(hasPoints ? { points } : {}),
      }
      const path = own(`listings/${encodeURIComponent(sku)}`)
      await requireFree(path)
      return api(path, { method: 'PUT', body, key: listing.keyFor([path, body]) })
    },
    onSuccess: () => {
      const sku = typed.sku.trim()
      making.done()
      listing.done()
      forget()
      void client.invalidateQueries({ queryKey: [own('listings')] })
      void client.invalidateQueries({ queryKey: [own('listing-counts')] })
      say({ type: 'success', content: <Saved sku={sku} /> })
      go(`/seller/inventory?query=${encodeURIComponent(sku)}`)
    },
  })
  const make = async () => {
    const path = own('products')
    const key = making.keyFor(product)
    const { asin: code } = await api<{ asin: string }>(path, { method: 'POST', body: product, key })
    return code
  }
  /** A SKU that is there already would be changed, not made: nobody means that here. */
  const requireFree = async (path: string) => {
    const isTaken = await api(path).then(
      () => true,
      (error) => {
        if (error instanceof Problem && error.status === 404) return false
        throw error
      },
    )
    if (isTaken) throw new Taken()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (isRight && !save.isPending) save.mutate()
  }
  const isTaken = save.error instanceof Taken
  const shown = (name: keyof typeof mistakes) =>
    isTried || typed[name] !== '' ? mistakes[name] : undefined
  const options = ALL_CONDITIONS.map((value) => ({
    value: value as string,
    label: CONDITIONS[value]?.[language] ?? value,
  }))
  return (
    <form onSubmit={submit} className="add-form add-columns">
      <SpaceBetween size="m">
        <FormField label={t('sku')} errorText={isTaken ? t('skuTaken') : shown('sku')}>
          <Input
            value={typed.sku}
            nativeInputAttributes={{ maxLength: 100 }}
            onChange={({ detail }) => {
              save.reset()
              type({ sku: detail.value })
            }}
          />
        </FormField>
        <FormField label={t('condition')}>
          <Select
            selectedOption={options.find(({ value }) => value === typed.condition) ?? null}
            options={options}
            onChange={({ detail }) => type({ condition: detail.selectedOption.value ?? 'new' })}
          />
        </FormField>
        <NumberField
          label={t('price')}
          text={typed.price}
          onText={(text) => type({ price: text })}
          unit={t('yen')}
          error={shown('price')}
        />
        <NumberField
          label={t('points')}
          text={typed.points}
          onText={(text) => type({ points: text })}
          unit="pt"
          hint={t('pointsHint')}
          error={shown('points')}
        />
        <NumberField
          label={t('shipping')}
          text={typed.shipping}
          onText={(text) => type({ shipping: text })}
          unit={t('yen')}
          error={shown('shipping')}
        />
        <NumberField
          label={t('stock')}
          text={typed.stock}
          onText={(text) => type({ stock: text })}
          hint={t('stockHint')}
          error={shown('stock')}
        />
        {save.error && !isTaken && <Failure error={save.error} />}
        <Button variant="primary" formAction="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </SpaceBetween>
      {programme && preview && !isRefusal(preview) && (
        <Sale
          sale={{
            ...{ preview, price: Number(price), shipping: shipping ?? 0, cost: 0 },
            policy: programme.policy,
            setting: { by: 'amount', points: preview.points, ofPrice: yen(Number(price)) },
          }}
        />
      )}
    </form>
  )
}

/** What one sale would bring, each amount with its reasons. */
function Sale({ sale }: { readonly sale: Parameters<typeof saleReason>[1] }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const { preview } = sale
  const why = (figure: SaleFigure) => saleReason(figure, sale, language)
  return (
    <aside aria-label={t('preview')}>
      <h2>{t('preview')}</h2>
      <dl className="kit-parts">
        <div>
          <dt>{t('granted')}</dt>
          <dd>
            <Pt amount={preview.points} bps={preview.shown.bps} why={why('points')} />
          </dd>
        </div>
        {(['landed', 'fee', 'proceeds'] as const).map((name) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <Yen amount={preview[name]} why={why(name)} />
            </dd>
          </div>
        ))}
      </dl>
      {preview.warnings.map((warning) => (
        <p key={warning.warning}>{warningText(warning, language)}</p>
      ))}
    </aside>
  )
}

/** The SKU is another offer's. */
class Taken extends Error {}

function Saved({ sku }: { readonly sku: string }) {
  const t = useText(SENTENCES)
  return t('saved', { sku })
}
