import { isRefusal } from '../../rules/refusal.ts'
import type { Engine } from '../engine.ts'
import { readerOf } from '../listings/author.ts'
import { decideBatch } from '../listings/import-batch.ts'
import { recordBatch, resultOf } from './batches.ts'
import { eachBatch } from './each-batch.ts'
import type { KeptImport } from './import.ts'

/** Decides every row of a file as it would be decided now, and writes none of them. */
export const checkImport = (engine: Engine, kept: KeptImport): Promise<void> =>
  eachBatch(engine, kept, 'check', async (batch, n, file) => {
    const reader = await readerOf(engine, kept.seller)
    if (isRefusal(reader)) throw new Error('the seller went missing')
    const author = { ...reader, source: kept.source }
    const decided = await decideBatch(engine.pool, author, batch)
    const result = await resultOf(file, batch, decided)
    await recordBatch(engine.pool, { id: kept.id, phase: 'check', n }, result)
  })
