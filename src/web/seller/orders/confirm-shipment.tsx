import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { say } from '../../console/flash.tsx'
import { Modal } from '../../console/modal.tsx'
import { useWrite } from '../../console/use-write.ts'
import { useDraft } from '../../kit/draft.ts'
import { yen } from '../../kit/format.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
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
  carrier: { ja: '配送業者', en: 'Carrier' },
  tracking: { ja: 'お問い合わせ番号', en: 'Tracking number' },
  optional: { ja: '任意', en: 'optional' },
  close: { ja: '閉じる', en: 'Close' },
  confirm: { ja: '発送を確認する', en: 'Confirm this parcel' },
  done: { ja: '発送を確認しました。', en: 'The shipment is confirmed.' },
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
          <FormField key={field} label={`${t(field)}（${t('optional')}）`}>
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
  const sum = (of: (unit: Shipment['units'][number]) => number) =>
    yen(units.reduce((total, unit) => total + of(unit), 0))
  return t('credited', {
    sales: sum((unit) => unit.principal + unit.shipping),
    points: sum((unit) => unit.granted),
    fee: sum((unit) => unit.fee),
  })
}
