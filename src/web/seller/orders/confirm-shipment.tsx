import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { say } from '../../console/flash.tsx'
import { Modal } from '../../console/modal.tsx'
import { useWrite } from '../../console/use-write.ts'
import { Yen } from '../../kit/amount.tsx'
import { useDraft } from '../../kit/draft.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useSaid } from '../../kit/said.tsx'
import type { Order } from './answers.ts'
import { allOpen, UnitFields, type UnitTexts, unitsOf } from './unit-fields.tsx'

const SENTENCES = {
  title: { ja: '発送を確認', en: 'Confirm a shipment' },
  about: {
    ja: '1個の荷物に入れた数量を指定します。残りは別の荷物として後から確認できます。確認すると売上金が計上され、購入者のポイントが確定します。',
    en:
      'Say what is in this parcel; others can follow. ' +
      'It credits your proceeds and vests the points.',
  },
  carrier: { ja: '配送業者（任意）', en: 'Carrier (optional)' },
  tracking: { ja: 'お問い合わせ番号（任意）', en: 'Tracking number (optional)' },
  close: { ja: '閉じる', en: 'Close' },
  confirm: { ja: '発送を確認する', en: 'Confirm this parcel' },
  done: { ja: '発送を確認しました。', en: 'The shipment is confirmed.' },
  sales: { ja: '商品代金＋配送料', en: 'Price + shipping' },
  salesRule: {
    ja: 'この荷物の数量分の商品代金と配送料です。',
    en: 'Price and shipping of the units in this parcel.',
  },
  points: { ja: 'ポイント付与', en: 'Points granted' },
  pointsRule: {
    ja: '1点あたりのポイント×この荷物の数量です。1ポイントにつき1円を負担します。',
    en: 'The points of one unit times the units in this parcel; you pay one yen each.',
  },
  fee: { ja: '販売手数料', en: 'Referral fee' },
  feeRule: {
    ja: '（商品代金＋配送料−ポイント）×料率を、この荷物の数量分だけ計上した額です。',
    en: '(Price + shipping − points) × the rate, for the units in this parcel.',
  },
  credited: {
    ja: '商品代金と配送料{sales}、ポイント付与 −{points}、販売手数料 −{fee} を計上しました。',
    en: 'Credited {sales} of price and shipping, debited {points} of points and {fee} of fee.',
  },
} as const

interface Shipment {
  readonly units: readonly {
    readonly principal: number
    readonly shipping: number
    readonly granted: number
    readonly fee: number
  }[]
}

/** Asks for one parcel, and confirms it. */
export function ConfirmShipment({
  order,
  onClose,
}: {
  readonly order: Order
  readonly onClose: () => void
}) {
  const t = useText(SENTENCES)
  const name = `ship:${order.order}`
  const [texts, setTexts, forget] = useDraft<UnitTexts>(name, allOpen(order))
  const [parcel, setParcel, forgetParcel] = useDraft(`${name}:parcel`, NO_PARCEL)
  const path = `/v1/orders/${encodeURIComponent(order.order)}/shipments`
  const { write, isWriting, error } = useWrite<object, Shipment>(
    (body) => ({ method: 'POST', path, body }),
    {
      changes: [['/v1/orders']],
      onDone: (shipment) => {
        forget()
        forgetParcel()
        say({ type: 'success', header: <Done />, content: <Credited shipment={shipment} /> })
        onClose()
      },
    },
  )
  const units = unitsOf(order, texts)
  const confirm = () => {
    if (!units) return
    const [carrier, tracking] = [parcel.carrier.trim(), parcel.tracking.trim()]
    write({ units, ...(carrier && { carrier }), ...(tracking && { tracking }) })
  }
  return (
    <Modal
      header={t('title')}
      onClose={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('close')}
            </Button>
            <Button variant="primary" disabled={!units} loading={isWriting} onClick={confirm}>
              {t('confirm')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <Box color="text-body-secondary">{t('about')}</Box>
        <UnitFields order={order} texts={texts} onTexts={setTexts} />
        {(['carrier', 'tracking'] as const).map((field) => (
          <FormField key={field} label={t(field)}>
            <Input
              value={parcel[field]}
              onChange={({ detail }) =>
                setParcel({ ...parcel, [field]: detail.value.slice(0, 100) })
              }
            />
          </FormField>
        ))}
        {error !== null && error !== undefined && <Failure error={error} />}
      </SpaceBetween>
    </Modal>
  )
}

const NO_PARCEL = { carrier: '', tracking: '' }

function Done() {
  const t = useText(SENTENCES)
  return t('done')
}

function Credited({ shipment: { units } }: { readonly shipment: Shipment }) {
  const t = useText(SENTENCES)
  const said = useSaid(SENTENCES)
  const sum = (
    name: 'sales' | 'points' | 'fee',
    of: (unit: Shipment['units'][number]) => number,
  ) => (
    <Yen
      amount={units.reduce((total, unit) => total + of(unit), 0)}
      why={{ title: t(name), rule: t(`${name}Rule`) }}
    />
  )
  return said('credited', {
    sales: sum('sales', (unit) => unit.principal + unit.shipping),
    points: sum('points', (unit) => unit.granted),
    fee: sum('fee', (unit) => unit.fee),
  })
}
