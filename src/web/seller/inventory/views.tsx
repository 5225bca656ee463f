import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Modal } from '../../console/modal.tsx'
import { useWrite } from '../../console/use-write.ts'
import { api } from '../../kit/api.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import { bodyOf, filterOf, type Search, type SearchState } from './use-search.ts'

const SENTENCES = {
  views: { ja: '保存したビュー', en: 'Saved views' },
  all: { ja: 'すべての出品', en: 'All listings' },
  unsaved: { ja: '未保存の条件', en: 'Filters not saved' },
  save: { ja: 'ビューを保存', en: 'Save this view' },
  drop: { ja: 'このビューを削除', en: 'Delete this view' },
  name: { ja: 'ビューの名前', en: 'Name of the view' },
  hint: {
    ja: '絞り込みと並び順を保存します。同じ名前のビューは置き換えられます。',
    en: 'Keeps the filters and the order. A view of the same name is replaced.',
  },
  confirm: { ja: '保存', en: 'Save' },
  cancel: { ja: 'キャンセル', en: 'Cancel' },
  empty: { ja: '名前を入力してください。', en: 'Type a name.' },
} as const

interface View {
  readonly name: string
  readonly filter: Readonly<Record<string, unknown>>
  readonly sort: Search['sort']
  readonly descending: boolean
}

const sameSearch = (view: View, { filter, sort, descending }: Search): boolean => {
  const text = (fields: object) => JSON.stringify(Object.entries(fields).sort())
  const isSame = text(filterOf(view.filter)) === text(filter)
  return isSame && view.sort === sort && view.descending === descending
}

/** Filters under a name: chosen, kept and forgotten. */
export function Views({ search }: { readonly search: SearchState }) {
  const t = useText(SENTENCES)
  const path = useOwnPath()('inventory-views')
  const [isNaming, setNaming] = useState(false)
  const { data } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => api<{ readonly items: readonly View[] }>(path, { signal }),
  })
  const dropping = useWrite<string>(
    (name) => ({ method: 'DELETE', path: `${path}/${encodeURIComponent(name)}` }),
    { changes: [[path]], onDone: () => search.change({ filter: {} }) },
  )
  const views = data?.items ?? []
  const isAll = Object.keys(search.filter).length === 0 && search.sort === 'sku'
  const chosen = views.find((view) => sameSearch(view, search))
  const options = [
    { value: '', label: t('all') },
    ...views.map(({ name }) => ({ value: `v${name}`, label: name })),
  ]
  const option = chosen
    ? { value: `v${chosen.name}`, label: chosen.name }
    : isAll && !search.descending
      ? { value: '', label: t('all') }
      : { value: '?', label: t('unsaved') }
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <div className="inventory-views">
        <Select
          ariaLabel={t('views')}
          selectedOption={option}
          options={options}
          onChange={({ detail }) => {
            const view = views.find(({ name }) => `v${name}` === detail.selectedOption.value)
            if (!view) search.change({ filter: {}, sort: 'sku', descending: false })
            else search.change({ ...view, filter: filterOf(view.filter) })
          }}
        />
      </div>
      {option.value === '?' ? (
        <Button onClick={() => setNaming(true)}>{t('save')}</Button>
      ) : chosen ? (
        <Button
          iconName="remove"
          variant="icon"
          ariaLabel={t('drop')}
          loading={dropping.isWriting}
          onClick={() => dropping.write(chosen.name)}
        />
      ) : null}
      {isNaming && <Naming path={path} search={search} onClose={() => setNaming(false)} />}
    </SpaceBetween>
  )
}

interface NamingProps {
  readonly path: string
  readonly search: Search
  readonly onClose: () => void
}

function Naming({ path, search, onClose }: NamingProps) {
  const t = useText(SENTENCES)
  const [name, setName] = useState('')
  const [isTried, setTried] = useState(false)
  const trimmed = name.trim()
  const { write, isWriting, error } = useWrite<Search>(
    ({ filter, sort, descending }) => ({
      ...{ method: 'PUT', path: `${path}/${encodeURIComponent(trimmed)}` },
      body: { filter: bodyOf(filter), sort, descending },
    }),
    { changes: [[path]], onDone: onClose },
  )
  const save = () => {
    setTried(true)
    const { filter, sort, descending } = search
    if (trimmed !== '') write({ filter, sort, descending })
  }
  return (
    <Modal
      header={t('save')}
      onClose={onClose}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="primary" loading={isWriting} onClick={save}>
            {t('confirm')}
          </Button>
        </SpaceBetween>
      }
    >
      <FormField
        label={t('name')}
        description={t('hint')}
        errorText={isTried && trimmed === '' ? t('empty') : undefined}
      >
        <Input
          value={name}
          nativeInputAttributes={{ maxLength: 60 }}
          onChange={({ detail }) => setName(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter') save()
          }}
        />
      </FormField>
      {error !== null && <Failure error={error} />}
    </Modal>
  )
}
