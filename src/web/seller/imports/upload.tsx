import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FileDropzone from '@cloudscape-design/components/file-dropzone'
import FileInput from '@cloudscape-design/components/file-input'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../kit/api.ts'
import { useIntent } from '../../kit/intent.ts'
import { useText } from '../../kit/language.ts'
import { Failure } from '../../kit/problem.tsx'
import { useOwnPath } from '../common/own-path.ts'
import type { Import } from './answers.ts'

const SENTENCES = {
  drop: { ja: 'ここにファイルをドロップ', en: 'Drop a file here' },
  choose: { ja: 'ファイルを選択', en: 'Choose a file' },
  kinds: {
    ja: 'タブ区切りまたはCSV、UTF-8またはShift_JIS。1行目は見出しです。',
    en: 'Tab-separated or CSV, in UTF-8 or Shift_JIS, with a header line.',
  },
  encoding: { ja: '文字コード', en: 'Encoding' },
  auto: { ja: '自動判定', en: 'Found out from the file' },
  whole: {
    ja: 'エラーの行が1行でもあれば、何も反映しない',
    en: 'All or nothing: with one wrong row, write none',
  },
  uploading: { ja: '{name}をアップロードしています…', en: 'Uploading {name}…' },
} as const

const ENCODINGS = ['auto', 'utf-8', 'shift_jis'] as const

/** Takes a file by drag and drop, or by the keyboard, and has it checked. */
export function Upload({ onUploaded }: { readonly onUploaded: (id: number) => void }) {
  const t = useText(SENTENCES)
  const path = useOwnPath()('imports')
  const client = useQueryClient()
  const intent = useIntent()
  const [encoding, setEncoding] = useState<(typeof ENCODINGS)[number]>('auto')
  const [isWhole, setWhole] = useState(false)
  const upload = useMutation({
    mutationFn: (file: File) => {
      const query = { name: file.name, encoding, ...(isWhole ? { whole: 'true' } : {}) }
      // The file itself is part of what is asked: another one of the same name is another.
      const key = intent.keyFor([query, file.size, file.lastModified])
      return api<Import>(path, { method: 'POST', query, file, key })
    },
    onSuccess: ({ id }) => {
      intent.done()
      void client.invalidateQueries({ queryKey: [path] })
      onUploaded(id)
    },
  })
  const take = (files: readonly File[]) => {
    const [file] = files
    if (file && !upload.isPending) upload.mutate(file)
  }
  const options = ENCODINGS.map((value) => ({
    value,
    label: value === 'auto' ? t('auto') : value === 'utf-8' ? 'UTF-8' : 'Shift_JIS',
  }))
  return (
    <Container>
      <SpaceBetween size="m">
        <FileDropzone onChange={({ detail }) => take(detail.value)}>
          <div className="import-drop">
            {upload.isPending ? (
              <p role="status">
                <Spinner /> {t('uploading', { name: upload.variables.name })}
              </p>
            ) : (
              <>
                <p>{t('drop')}</p>
                <FileInput
                  ariaLabel={t('choose')}
                  accept=".txt,.tsv,.csv"
                  value={[]}
                  onChange={({ detail }) => take(detail.value)}
                >
                  {t('choose')}
                </FileInput>
              </>
            )}
            <p className="import-soft">{t('kinds')}</p>
          </div>
        </FileDropzone>
        {upload.error && (
          <Failure
            error={upload.error}
            retry={upload.variables && (() => upload.mutate(upload.variables))}
          />
        )}
        <div className="import-options">
          <FormField label={t('encoding')}>
            <Select
              selectedOption={options.find(({ value }) => value === encoding) ?? null}
              options={options}
              onChange={({ detail }) =>
                setEncoding(detail.selectedOption.value as (typeof ENCODINGS)[number])
              }
            />
          </FormField>
          <Checkbox checked={isWhole} onChange={({ detail }) => setWhole(detail.checked)}>
            {t('whole')}
          </Checkbox>
        </div>
      </SpaceBetween>
    </Container>
  )
}
