import { useId } from 'react'
import { Pt } from '../../kit/amount.tsx'
import { count, pt, wholeNumber } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { useSaid } from '../../kit/said.tsx'

const SENTENCES = {
  title: { ja: 'ポイントを使う', en: 'Pay with points' },
  available: { ja: '利用可能ポイント', en: 'Points to spend' },
  availableRule: {
    ja: '確定したポイントから、利用・失効・取消を差し引いた残高です。',
    en: 'What has vested, less what was spent, lapsed or taken back.',
  },
  most: { ja: 'この注文で使える上限', en: 'This order takes up to' },
  mostRule: {
    ja: '残高、対象商品の合計、1注文あたりの上限のうち、最も小さい数です。',
    en: 'The least of the balance, the sum of what points may pay for, and the limit per order.',
  },
  slider: { ja: '利用ポイント（スライダー）', en: 'Points to use (slider)' },
  typed: { ja: '利用ポイント', en: 'Points to use' },
  all: { ja: 'すべて使う', en: 'Use all' },
  none: { ja: '使わない', en: 'Use none' },
  notNumber: { ja: '0以上の整数で入力してください。', en: 'Type a whole number, 0 or more.' },
  tooMany: { ja: '{most}以下で入力してください。', en: 'At most {most} can be used.' },
  nothing: {
    ja: 'この注文で使えるポイントはありません。',
    en: 'There are no points that this order could take.',
  },
} as const

/** How many points somebody typed; undefined for what is no number or too many. */
export function redeemOf(text: string, most: number): number | undefined {
  const typed = text.trim() === '' ? 0 : wholeNumber(text)
  return typed !== undefined && typed >= 0 && typed <= most ? typed : undefined
}

interface Props {
  readonly buyer: string
  readonly policyVersion: number
  /** As typed: kept as it is, right or wrong. */
  readonly text: string
  readonly onText: (text: string) => void
  readonly available: number
  /** The most that this order takes. */
  readonly most: number
}

/** How many points are to pay: by slider, by typing, or all. */
export function Redemption({ buyer, policyVersion, text, onText, available, most }: Props) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const id = useId()
  if (most === 0 && text.trim() === '') {
    return (
      <section className="card">
        <h2>{t('title')}</h2>
        <p className="soft">{t('nothing')}</p>
      </section>
    )
  }
  const chosen = redeemOf(text, most)
  const whyMost = { title: t('most'), rule: t('mostRule'), policyVersion }
  const wrong =
    chosen !== undefined
      ? undefined
      : wholeNumber(text) === undefined || Number(wholeNumber(text)) < 0
        ? t('notNumber')
        : said('tooMany', { most: <Pt amount={most} why={whyMost} /> })
  return (
    <section className="card redemption">
      <h2>{t('title')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('available')}</dt>
          <dd>
            <Pt
              amount={available}
              why={{
                ...{ title: t('available'), rule: t('availableRule'), policyVersion },
                from: `/v1/buyers/${encodeURIComponent(buyer)}/points/explanation?figure=available`,
              }}
            />
          </dd>
        </div>
        <div>
          <dt>{t('most')}</dt>
          <dd>
            <Pt amount={most} why={whyMost} />
          </dd>
        </div>
      </dl>
      <input
        type="range"
        aria-label={t('slider')}
        aria-valuetext={pt(chosen ?? 0)}
        min={0}
        max={most}
        value={chosen ?? 0}
        onChange={(event) => onText(event.target.value)}
      />
      <div className="row">
        <label htmlFor={id}>{t('typed')}</label>
        <span className="with-unit">
          <input
            id={id}
            inputMode="numeric"
            autoComplete="off"
            value={text}
            placeholder="0"
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? `${id}w` : undefined}
            onChange={(event) => onText(event.target.value)}
          />
          <span aria-hidden="true">pt</span>
        </span>
        <button type="button" className="quiet" onClick={() => onText(count(most))}>
          {t('all')}
        </button>
        <button type="button" className="plain" onClick={() => onText('')}>
          {t('none')}
        </button>
      </div>
      {wrong && (
        <p id={`${id}w`} role="alert" className="warn">
          {wrong}
        </p>
      )}
    </section>
  )
}
