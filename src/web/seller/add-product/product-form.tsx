import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { useDraft } from '../../kit/draft.ts'
import { useLanguage, useText } from '../../kit/language.ts'
import { DEPARTMENTS } from '../../kit/product-words.ts'

const SENTENCES = {
  titleJa: { ja: '商品名（日本語）', en: 'Title (Japanese)' },
  titleEn: { ja: '商品名（英語・任意）', en: 'Title (English, optional)' },
  brand: { ja: 'ブランド（任意）', en: 'Brand (optional)' },
  category: { ja: 'カテゴリー', en: 'Department' },
  categoryHint: {
    ja: '販売手数料の料率はカテゴリーで決まります。',
    en: 'The referral fee goes by the department.',
  },
  titleMissing: { ja: '商品名を入力してください。', en: 'Type a title.' },
  categoryMissing: { ja: 'カテゴリーを選択してください。', en: 'Choose a department.' },
  choose: { ja: '選択してください', en: 'Choose' },
  next: { ja: '出品情報へ進む', en: 'On to the offer' },
} as const

/** A product that nobody offers yet, as the API takes it. */
export interface NewProduct {
  readonly titleJa: string
  readonly titleEn: string | null
  readonly brand: string | null
  readonly category: string
}

const EMPTY = { titleJa: '', titleEn: '', brand: '', category: '' }

export function ProductForm({ onReady }: { readonly onReady: (product: NewProduct) => void }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const [typed, setTyped] = useDraft('new product', EMPTY)
  const [isTried, setTried] = useState(false)
  const options = Object.entries(DEPARTMENTS).map(([value, words]) => {
    return { value, label: words[language] }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const titleJa = typed.titleJa.trim()
    if (titleJa === '' || typed.category === '') return
    const { category } = typed
    const titleEn = typed.titleEn.trim() || null
    onReady({ titleJa, titleEn, brand: typed.brand.trim() || null, category })
  }
  return (
    <form onSubmit={submit} className="add-form">
      <SpaceBetween size="m">
        {(['titleJa', 'titleEn', 'brand'] as const).map((field) => (
          <FormField
            key={field}
            label={t(field)}
            errorText={
              isTried && field === 'titleJa' && typed.titleJa.trim() === ''
                ? t('titleMissing')
                : undefined
            }
          >
            <Input
              value={typed[field]}
              nativeInputAttributes={{ maxLength: field === 'brand' ? 200 : 500 }}
              onChange={({ detail }) => setTyped({ ...typed, [field]: detail.value })}
            />
          </FormField>
        ))}
        <FormField
          label={t('category')}
          description={t('categoryHint')}
          errorText={isTried && typed.category === '' ? t('categoryMissing') : undefined}
        >
          <Select
            placeholder={t('choose')}
            selectedOption={options.find(({ value }) => value === typed.category) ?? null}
            options={options}
            onChange={({ detail }) =>
              setTyped({ ...typed, category: detail.selectedOption.value ?? '' })
            }
          />
        </FormField>
        <Button variant="primary" formAction="submit">
          {t('next')}
        </Button>
      </SpaceBetween>
    </form>
  )
}
