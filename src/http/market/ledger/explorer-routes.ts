import { Type } from 'typebox'
import {
  entriesOfKey,
  type FoundPosting,
  findPostings,
  type JournalSheet,
  type PostingPlace,
  type PostingSearch,
  readEntry,
} from '../../../ledger/explorer.ts'
import { ACCOUNTS, type Account } from '../../../rules/book/accounts.ts'
import { POSTING_KINDS } from '../../../rules/book/posting.ts'
import { isRefusal, type Refusal, refuse } from '../../../rules/refusal.ts'
import type { Engine } from '../../../usecases/engine.ts'
import { readable } from '../../kit/access.ts'
import { show } from '../../kit/answer.ts'
import type { App } from '../../kit/app-type.ts'
import type { HttpDeps } from '../../kit/deps.ts'
import { NameOf, withNames } from '../../kit/names.ts'
import { sendRefusal } from '../../kit/problem.ts'
import {
  AnyObject,
  Count,
  fromCursor,
  limitOf,
  Moment,
  momentOf,
  Nullable,
  PageQuery,
  Reference,
  Shape,
  shownTime,
  shownTimeOrNull,
  Text,
  toCursor,
  When,
  Word,
} from '../../kit/schemas.ts'

const tags = ['Ledger']
const config = readable(['operator'], 'programme')

const EntryId = Type.String({
  pattern: '^[1-9][0-9]{0,14}-[1-9][0-9]{0,14}$',
  description: 'Book and version: names an entry for good',
  examples: ['12-3'],
})

const PostingAnswer = Shape({
  id: Type.String({ examples: ['12-3-0'] }),
  entry: EntryId,
  at: When,
  recordedAt: When,
  debit: Type.String(),
  credit: Type.String(),
  unit: Word(['JPY', 'PT']),
  amount: Count,
  kind: Type.String(),
  policyVersion: Count,
  buyer: Nullable(Type.String()),
  seller: Nullable(Type.String()),
  order: Nullable(Type.String()),
  line: Nullable(Count),
  command: Type.String({ examples: ['order.shipped'] }),
  caller: Type.String({ examples: ['person:1'] }),
  callerName: NameOf,
  key: Type.String(),
})

/** With what whoever gave the command is called. */
type Called<Of> = Of & { readonly callerName: string | null }

const postingShown = ({ book, version, n, ...posting }: Called<FoundPosting>) => ({
  ...posting,
  id: `${book}-${version}-${n}`,
  entry: `${book}-${version}`,
  at: shownTime(posting.at),
  recordedAt: shownTime(posting.recordedAt),
})

const PostingsAnswer = Shape({
  items: Type.Array(PostingAnswer),
  next: Nullable(Type.String()),
  lookedTo: Nullable(
    Type.String({ description: 'How far back was looked, where looking took long; go on by next' }),
  ),
})

const EntryAnswer = Shape({
  id: EntryId,
  buyer: Nullable(Type.String()),
  seller: Nullable(Type.String()),
  command: Type.String(),
  caller: Type.String(),
  callerName: NameOf,
  key: Type.String(),
  order: Nullable(Type.String()),
  at: When,
  recordedAt: When,
  outcome: AnyObject,
  fingerprint: Type.String({ description: 'Digest of what was asked' }),
  before: Type.String({ description: 'Digest of the entry before' }),
  digest: Type.String(),
  intact: Type.Boolean({ description: 'Whether the digest, computed anew, is the one written' }),
  next: Nullable(EntryId),
  previous: Nullable(EntryId),
  postings: Type.Array(PostingAnswer),
})

const entryShown = ({ book, version, ...sheet }: Called<JournalSheet>) => {
  const { last, postings, ...facts } = sheet
  return {
    ...facts,
    id: `${book}-${version}`,
    at: shownTime(facts.at),
    recordedAt: shownTime(facts.recordedAt),
    next: last ? null : `${book}-${version + 1}`,
    previous: version > 1 ? `${book}-${version - 1}` : null,
    postings: postings.map((posting) => postingShown({ ...posting, callerName: facts.callerName })),
  }
}

interface SearchQuery {
  readonly buyer?: string
  readonly seller?: string
  readonly order?: string
  readonly account?: Account
  readonly kind?: (typeof POSTING_KINDS)[number]
  readonly caller?: string
  readonly key?: string
  readonly from?: string
  readonly until?: string
}

const isPlace = (value: unknown): value is PostingPlace => {
  if (typeof value !== 'object' || value === null) return false
  const { recordedAt, book, version, n } = value as Record<string, unknown>
  return [recordedAt, book, version, n].every(Number.isSafeInteger)
}

/** The ledger, from an account down to the postings of one command. */
export function explorerRoutes(app: App, { engine }: HttpDeps): void {
  app.get(
    '/v1/ledger/postings',
    {
      config,
      schema: {
        tags,
        summary: 'Postings with the commands that made them, newest first',
        description: 'By buyer, seller, order, account, kind, time, or the key of a command.',
        querystring: Shape({
          ...PageQuery,
          buyer: Type.Optional(Reference('hanako')),
          seller: Type.Optional(Reference('tea-house')),
          order: Type.Optional(Reference('250-1234567-1234567')),
          account: Type.Optional(Word(Object.keys(ACCOUNTS) as Account[])),
          kind: Type.Optional(Word(POSTING_KINDS)),
          caller: Type.Optional(Text(64)),
          key: Type.Optional(Text(200)),
          from: Type.Optional(Moment),
          until: Type.Optional(Moment),
        }),
        response: { 200: PostingsAnswer },
      },
    },
    async (request, reply) => {
      const { cursor, limit: _, ...query } = request.query
      const search = await searchOf(engine, query as SearchQuery)
      if (isRefusal(search)) return sendRefusal(request, reply, search)
      const place = fromCursor(cursor, isPlace) ?? null
      const { clock, pool } = engine
      const page = await findPostings(pool, search, place, limitOf(request.query), clock.now())
      const postings = await withNames(engine, request, page.postings, 'caller')
      return {
        items: postings.map(postingShown),
        next: page.next === null ? null : toCursor(page.next),
        lookedTo: shownTimeOrNull(page.lookedTo),
      }
    },
  )

  app.get(
    '/v1/ledger/entries/:entry',
    {
      config,
      schema: {
        tags,
        summary: 'One command of the journal with its postings and its place in the chain',
        params: Shape({ entry: EntryId }),
        response: { 200: EntryAnswer },
      },
    },
    async (request, reply) => {
      const [book = 0, version = 0] = request.params.entry.split('-').map(Number)
      const sheet = await readEntry(engine.pool, book, version)
      const sheets = await withNames(engine, request, sheet ? [sheet] : [], 'caller')
      return show(request, reply, sheets[0] ?? refuse('entry_not_found'), entryShown)
    },
  )
}

async function searchOf(engine: Engine, query: SearchQuery): Promise<Refusal | PostingSearch> {
  const { buyer, seller, order, account, kind, caller, key, from, until } = query
  const search: { -readonly [Field in keyof PostingSearch]: PostingSearch[Field] } = {}
  if (buyer !== undefined) {
    const id = await engine.directory.buyer(buyer)
    if (id === undefined) return refuse('buyer_not_found')
    search.book = id
  }
  if (order !== undefined) {
    const found = await engine.directory.order(order)
    if (found === undefined) return refuse('order_not_found')
    if (search.book !== undefined && search.book !== found.buyer) return refuse('order_not_found')
    Object.assign(search, { book: found.buyer, order: found.order })
  }
  if (seller !== undefined) {
    const id = await engine.directory.seller(seller)
    if (id === undefined) return refuse('seller_not_found')
    search.seller = id
  }
  if (account !== undefined) search.account = account
  if (kind !== undefined) search.kind = kind
  if (from !== undefined) search.from = momentOf(from, '/from')
  if (until !== undefined) search.until = momentOf(until, '/until')
  if (key !== undefined) search.entries = await entriesOfKey(engine.pool, key, caller)
  return search
}
