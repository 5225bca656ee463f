import { transaction } from '../../../database/connect.ts'
import type { Instant } from '../../../rules/time/instant.ts'
import { type Document, linkDocument } from '../../../usecases/documents/document.ts'
import type { Engine } from '../../../usecases/engine.ts'

/** Where documents are sent to and read from. */
export const DOCUMENTS = '/documents'

interface Asked {
  readonly engine: Engine
  readonly machineNow: Instant
  readonly origin: string
}

/** An address under which a document can be written, or read, for five minutes. */
export async function addressOf(
  { engine, machineNow, origin }: Asked,
  document: Pick<Document, 'seller' | 'id'>,
  write: boolean,
): Promise<string> {
  const secret = await transaction(engine.pool, (sql) =>
    linkDocument(sql, document, write, machineNow),
  )
  return `${origin}${DOCUMENTS}/${secret}`
}
