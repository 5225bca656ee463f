import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Modal } from '../../../console/modal.tsx'
import { Pt, Yen } from '../../../kit/amount.tsx'
import { useText } from '../../../kit/language.ts'
import type { Listing } from '../answers.ts'
import type { Typed } from './typed.ts'

const SENTENCES = {
  title: {
    ja: '{sku}は、編集中に他で変更されました',
    en: '{sku} was changed elsewhere while you edited it',
  },
  about: {
    ja: 'どちらも失われていません。残す方を選んでください。',
    en: 'Neither is lost. Choose which one is to stay.',
  },
  field: { ja: '項目', en: 'Field' },
  seen: { ja: '編集前', en: 'When you began' },
  now: { ja: '現在', en: 'Now' },
  mine: { ja: 'あなたの入力', en: 'You typed' },
  unit: { ja: 'ポイント', en: 'points' },
  seenRule: {
    ja: '編集を始めた時の、この出品の値です。',
    en: 'What this offer had when you began to edit.',
  },
  nowRule: {
    ja: 'ほかで保存された、この出品の現在の値です。変更履歴に理由があります。',
    en: 'What was saved elsewhere meanwhile; its history says by whom and why.',
  },
  price: { ja: '価格', en: 'Price' },
  points: { ja: 'ポイント', en: 'Points' },
  stock: { ja: '在庫', en: 'Stock' },
  saveMine: { ja: '自分の入力で保存', en: 'Save what I typed' },
  takeTheirs: { ja: '現在の内容を残す', en: 'Keep what it is now' },
  back: { ja: '編集に戻る', en: 'Back to editing' },
} as const

interface Props {
  readonly listing: Listing
  readonly typed: Typed
  /** The facts of the refusal: the offer as it is now. */
  readonly now: Readonly<Record<string, unknown>>
  readonly onMine: (version: number) => void
  readonly onTheirs: () => void
  readonly onBack: () => void
}

/** The offer was changed meanwhile: both are shown, and nothing is overwritten unasked. */
export function StaleDialog({ listing, typed, now, onMine, onTheirs, onBack }: Props) {
  const t = useText(SENTENCES)
  const { seen, by, percent, points } = typed
  const mine = by === 'percent' ? `${percent}%` : by === 'points' ? `${points} ${t('unit')}` : '–'
  const why = (when: 'seen' | 'now') => ({ title: t(when), rule: t(`${when}Rule`) })
  const rows = [
    [
      t('price'),
      <Yen key="seen" amount={seen.price} why={why('seen')} />,
      <Yen key="now" amount={Number(now.price)} why={why('now')} />,
      typed.price,
    ],
    [
      t('points'),
      <Pt key="seen" amount={seen.effectivePoints} why={why('seen')} />,
      <Pt key="now" amount={Number(now.points)} why={why('now')} />,
      mine,
    ],
    [t('stock'), String(seen.stock ?? '–'), String(now.stock ?? '–'), typed.stock || '–'],
  ] as const
  return (
    <Modal
      size="medium"
      header={t('title', { sku: listing.sku })}
      onClose={onBack}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" formAction="none" onClick={onBack}>
            {t('back')}
          </Button>
          <Button formAction="none" onClick={onTheirs}>
            {t('takeTheirs')}
          </Button>
          <Button variant="primary" formAction="none" onClick={() => onMine(Number(now.version))}>
            {t('saveMine')}
          </Button>
        </SpaceBetween>
      }
    >
      <p>{t('about')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('seen')}</th>
            <th scope="col">{t('now')}</th>
            <th scope="col">{t('mine')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, before, present, own]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{before}</td>
              <td>{present}</td>
              <td>{own}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
