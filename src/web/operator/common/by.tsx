import Box from '@cloudscape-design/components/box'
import { byWord } from '../../console/by.ts'
import { useLanguage } from '../../kit/language.ts'

/** Who did something: the name, and the id that the ledger and the audit log are searched by. */
export function By({ by, name }: { readonly by: string; readonly name: string | null }) {
  const word = byWord(by, name, useLanguage())
  return (
    <>
      {word}
      {word !== by && (
        <Box color="text-body-secondary" fontSize="body-s">
          {by}
        </Box>
      )}
    </>
  )
}
