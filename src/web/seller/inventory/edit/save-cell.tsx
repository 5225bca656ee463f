import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { say } from '../../../console/flash.tsx'
import { useWrite } from '../../../console/use-write.ts'
import { Pt } from '../../../kit/amount.tsx'
import { Problem } from '../../../kit/api.ts'
import { pt } from '../../../kit/format.ts'
import { useLanguage, useText } from '../../../kit/language.ts'
import { Failure } from '../../../kit/problem.tsx'
import { useSaid } from '../../../kit/said.tsx'
import { useOwnPath } from '../../common/own-path.ts'
import type { Listing } from '../answers.ts'
import { pointsReason } from '../reasons.ts'
import { ResetSaid, UndoReset } from '../undo-reset.tsx'
import { formOf } from './cells.tsx'
import { type Edit, useRow } from './edits.tsx'
import { warningText } from './mistakes.ts'
import { StaleDialog } from './stale-dialog.tsx'
import type { Change, Typed } from './typed.ts'

const SENTENCES = {
  edit: { ja: '編集', en: 'Edit' },
  editOf: { ja: '{sku}を編集', en: 'Edit {sku}' },
  save: { ja: '保存', en: 'Save' },
  saveOf: { ja: '{sku}を保存', en: 'Save {sku}' },
  cancel: { ja: 'キャンセル', en: 'Cancel' },
  keep: { ja: 'ポイント（{points}）も一緒に保存', en: 'Save with the points ({points})' },
  priceOnly: { ja: '価格だけ保存（ポイントは0に）', en: 'Save the price only (points become 0)' },
  willReset: {
    ja: '価格だけを変更すると、この出品の{points}は0にリセットされます。',
    en: 'If only the price is saved, the {points} of this offer are reset to 0.',
  },
  saved: { ja: '{sku}を保存しました。', en: 'Saved {sku}.' },
} as const

interface Changed {
  readonly version: number
  readonly warnings: readonly {
    readonly warning: string
    readonly message: string
    readonly previousPoints?: number
  }[]
}

interface Asked {
  readonly change: Change
  readonly version: number
}

/** At the end of a row: begins to edit, warns, saves, or leaves it as it was. */
export function SaveCell({ listing }: { readonly listing: Listing }) {
  const t = useText(SENTENCES)
  const { edit, start, programme } = useRow(listing)
  const { sku } = listing
  if (edit) return <Saving listing={listing} edit={edit} />
  return (
    <Button
      variant="inline-icon"
      iconName="edit"
      ariaLabel={t('editOf', { sku })}
      disabled={!programme}
      onClick={start}
    />
  )
}

function Saving({ listing, edit }: { readonly listing: Listing; readonly edit: Edit }) {
  const t = useText(SENTENCES)
  const language = useLanguage()
  const own = useOwnPath()
  const client = useQueryClient()
  const [isStaleShown, showStale] = useState(true)
  const said = useSaid(SENTENCES)
  const { programme } = useRow(listing)
  const { sku } = listing
  const { typed, read, stop } = edit
  const path = own(`listings/${encodeURIComponent(sku)}`)
  const { write, isWriting, error, reset } = useWrite<Asked, Changed>(
    ({ change, version }) => ({
      ...{ method: 'PATCH', path, body: change },
      headers: { 'if-match': `"${version}"` },
    }),
    {
      changes: [[own('listings')], [own('listing-counts')], [`${path}/history`]],
      onDone: (changed) => {
        stop()
        told(changed)
      },
    },
  )
  const told = ({ warnings, version }: Changed) => {
    const taken = warnings.find(({ warning }) => warning === 'points_reset')
    if (!taken) say({ type: 'success', content: <Saved sku={sku} /> })
    else {
      const points = taken.previousPoints ?? 0
      say({
        ...{ type: 'warning', name: `reset ${sku}` },
        content: <ResetSaid sku={sku} points={points} />,
        action: <UndoReset sku={sku} version={version} />,
      })
    }
  }
  const stale = error instanceof Problem && error.code === 'listing_changed' ? error : undefined
  const isRight = read.isChange && !read.refusal && Object.keys(read.mistakes).length === 0
  const save = (change: Change, version = typed.seen.version) => {
    showStale(true)
    if (isRight) write({ change, version })
  }
  // Enter keeps the points: what takes something away has its own button.
  const kept = read.keeping ? { ...read.change, points: read.keeping } : read.change
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(kept)
  }
  const cancel = () => {
    reset()
    stop()
  }
  // What is kept is what the server has, which the row does not show yet.
  const takeTheirs = () => {
    cancel()
    for (const name of ['listings', 'listing-counts']) {
      void client.invalidateQueries({ queryKey: [own(name)] })
    }
  }
  const others = read.warnings.filter(({ warning }) => warning !== 'points_reset')
  return (
    <form id={formOf(listing)} onSubmit={submit} className="cell-save">
      {read.keeping && (
        <p role="alert" className="cell-warning">
          {said('willReset', {
            points: (
              <Pt
                amount={listing.effectivePoints}
                bps={listing.shown?.bps ?? null}
                why={pointsReason(listing, programme, language)}
              />
            ),
          })}
        </p>
      )}
      {others.map((warning) => (
        <p key={warning.warning} className="cell-warning">
          {warningText(warning, language)}
        </p>
      ))}
      {error !== null && !stale && <Failure error={error} />}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          formAction="submit"
          loading={isWriting}
          disabled={!isRight}
          {...(read.keeping ? {} : { ariaLabel: t('saveOf', { sku }) })}
        >
          {read.keeping ? t('keep', { points: keptText(typed, read.keeping) }) : t('save')}
        </Button>
        {read.keeping ? (
          <Button formAction="none" disabled={isWriting} onClick={() => save(read.change)}>
            {t('priceOnly')}
          </Button>
        ) : null}
        <Button variant="link" formAction="none" onClick={cancel}>
          {t('cancel')}
        </Button>
      </SpaceBetween>
      {stale && isStaleShown && (
        <StaleDialog
          listing={listing}
          typed={typed}
          now={stale.facts}
          onMine={(version) => save(kept, version)}
          onTheirs={takeTheirs}
          onBack={() => showStale(false)}
        />
      )}
    </form>
  )
}

const keptText = ({ percent }: Typed, keeping: NonNullable<Edit['read']['keeping']>): string =>
  keeping.by === 'amount' ? pt(keeping.points) : `${percent}%`

function Saved({ sku }: { readonly sku: string }) {
  const t = useText(SENTENCES)
  return t('saved', { sku })
}
