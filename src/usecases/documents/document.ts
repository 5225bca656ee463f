import type { Sql } from '../../database/connect.ts'
import { newKey, newSecret } from '../../ids/ids.ts'
import type { SellerId } from '../../rules/ids.ts'
import { after, type Instant, MINUTE } from '../../rules/time/instant.ts'
import { digestOfSecret } from '../auth/secrets.ts'

/** What a document is for. */
export type DocumentUse = 'feed' | 'feed_result' | 'report'

/** What a document is made from whenever it is read, where it has no bytes of its own. */
export interface DocumentSource {
  /** The statement of this period, which never changes. */
  readonly statement: number
}

export interface Document {
  readonly seller: SellerId
  readonly id: string
  readonly use: DocumentUse
  /** As its author named it. */
  readonly contentType: string
  /** Whether its bytes are compressed. */
  readonly gzip: boolean
  /** Whether it holds what only a restricted data token may read. */
  readonly restricted: boolean
  /** As stored; null until all of it is there. */
  readonly bytes: number | null
  readonly source: DocumentSource | null
  /** Whether nothing may be written to it any more. */
  readonly sealed: boolean
}

export type NewDocument = Pick<Document, 'seller' | 'use' | 'contentType'> &
  Partial<Pick<Document, 'gzip' | 'restricted' | 'source'>>

/** Makes a document without bytes, and says its id. */
export async function createDocument(sql: Sql, made: NewDocument, at: Instant): Promise<string> {
  const { seller, use, contentType, gzip = false, restricted = false, source = null } = made
  const id = newKey()
  await sql.query({
    name: 'create-document',
    text: `insert into document
        (seller_id, id, use, content_type, gzip, restricted, source, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))`,
    values: [seller, id, use, contentType, gzip, restricted, source && JSON.stringify(source), at],
  })
  return id
}

const COLUMNS = `d.seller_id as seller, d.id, d.use, d.content_type as "contentType", d.gzip,
  d.restricted, d.bytes, d.source, d.sealed_at is not null as sealed`

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A seller's document; undefined when it has no such one. */
export async function findDocument(
  sql: Sql,
  seller: SellerId,
  id: string,
  use: readonly DocumentUse[],
): Promise<Document | undefined> {
  if (!UUID.test(id)) return undefined
  const { rows } = await sql.query<Document>({
    name: 'find-document',
    text: `select ${COLUMNS} from document d
      where d.seller_id = $1 and d.id = $2 and d.use = any($3::document_use[])`,
    values: [seller, id, `{${use.join()}}`],
  })
  return rows[0]
}

/** Ends writing to a document. */
export const sealDocument = (sql: Sql, seller: SellerId, id: string, at: Instant) =>
  sql.query({
    name: 'seal-document',
    text: `update document set sealed_at = to_timestamp($3::float8 / 1000)
      where seller_id = $1 and id = $2 and sealed_at is null`,
    values: [seller, id, at],
  })

/** How long an address is good, by the machine's time: Amazon's five minutes. */
export const LINK_TIME = 5 * MINUTE

/**
 * The secret of a new address under which a document can be read, or written, for five minutes. The
 * address is all that is needed, as clients expect, so it is hard to guess and kept as a digest.
 */
export async function linkDocument(
  sql: Sql,
  { seller, id }: Pick<Document, 'seller' | 'id'>,
  write: boolean,
  now: Instant,
): Promise<string> {
  const secret = newSecret()
  await sql.query({
    name: 'link-document',
    text: `with gone as (
        delete from document_link
        where expires_at < to_timestamp($5::float8 / 1000) - interval '1 day')
      insert into document_link (digest, seller_id, document_id, write, expires_at)
      values (decode($1, 'hex'), $2, $3, $4, to_timestamp($6::float8 / 1000))`,
    values: [digestOfSecret(secret), seller, id, write, now, after(now, LINK_TIME)],
  })
  return secret
}

export interface LinkedDocument extends Document {
  readonly write: boolean
  readonly expiresAt: Instant
}

/** What an address leads to, in time or not; undefined for an address that never was. */
export async function followLink(sql: Sql, secret: string): Promise<LinkedDocument | undefined> {
  const { rows } = await sql.query<LinkedDocument>({
    name: 'follow-link',
    text: `select ${COLUMNS}, k.write, k.expires_at as "expiresAt"
      from document_link k join document d on d.seller_id = k.seller_id and d.id = k.document_id
      where k.digest = decode($1, 'hex')`,
    values: [digestOfSecret(secret)],
  })
  return rows[0]
}
