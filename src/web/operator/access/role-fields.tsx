import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import { useText } from '../../kit/language.ts'
import { ROLES, type Role } from './words.ts'

const SENTENCES = {
  role: { ja: '役割', en: 'Role' },
  buyer: { ja: '購入者の番号', en: 'The buyer’s reference' },
  seller: { ja: '出品者の番号', en: 'The seller’s reference' },
} as const

export interface RoleTyped {
  readonly role: Role
  readonly party: string
}

/** A role as the API takes it: with the buyer or seller it is for. */
export const roleAsk = ({ role, party }: RoleTyped) =>
  role === 'operator' ? { role } : { role, [role]: party.trim() }

/** Whose side somebody is on, and for which buyer or seller. */
export function RoleFields({
  typed,
  onTyped,
}: {
  readonly typed: RoleTyped
  readonly onTyped: (typed: RoleTyped) => void
}) {
  const t = useText(SENTENCES)
  const name = useText(ROLES)
  const options = (['operator', 'seller', 'buyer'] as const).map((value) => ({
    value,
    label: name(value),
  }))
  const { role, party } = typed
  return (
    <>
      <FormField label={t('role')}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === role) ?? null}
          onChange={({ detail }) =>
            onTyped({ ...typed, role: detail.selectedOption.value as Role })
          }
        />
      </FormField>
      {role !== 'operator' && (
        <FormField label={t(role)}>
          <Input
            value={party}
            onChange={({ detail }) => onTyped({ ...typed, party: detail.value })}
          />
        </FormField>
      )}
    </>
  )
}
