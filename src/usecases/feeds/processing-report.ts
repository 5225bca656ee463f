import type { Encoding } from '../../files/decoder.ts'
import { encode } from '../../files/encoder.ts'
import type { Refusal } from '../../rules/refusal.ts'
import type { Language } from '../sentence.ts'
import { sentenceOf } from '../sentence.ts'
import type { Feed } from './feed.ts'
import { type FeedIssue, sentenceOfIssue } from './issue.ts'
import { formOf } from './types.ts'

/** What a processing report is about. */
export interface Outcome {
  readonly feed: Pick<Feed, 'id' | 'type' | 'rows' | 'accepted' | 'invalid' | 'warned'>
  /** The seller's reference. */
  readonly seller: string
  /** Why the feed as a whole could not be processed, or not to its end. */
  readonly refusal: Refusal | undefined
  readonly issues: AsyncIterable<readonly FeedIssue[]>
  readonly encoding: Encoding
  readonly language: Language
}

/** Error codes that programs know; what has none of its own is 90057, an invalid value. */
const CODES: Readonly<Record<string, string>> = {
  listing_not_found: '13013',
  product_not_found: '13013',
  listing_incomplete: '90000',
  cell_empty: '90000',
  row_repeats_sku: '99003',
  sku_named_twice: '99003',
  points_reset: '90244',
}

const numberOf = (code: string): string => CODES[code] ?? '90057'

const messageOf = (issue: FeedIssue, language: Language): string =>
  `${sentenceOfIssue(issue, language)} (${issue.code})`

/** A processing report as Amazon has it for the form of the feed, piece by piece. */
export async function* processingReport(outcome: Outcome): AsyncGenerator<Buffer> {
  const form = formOf(outcome.feed.type)
  const text = form === 'flat' ? flat(outcome) : form === 'xml' ? xml(outcome) : json(outcome)
  for await (const piece of text) yield encode(piece, outcome.encoding)
}

async function* flat({ feed, refusal, issues, language }: Outcome): AsyncGenerator<string> {
  yield 'Feed Processing Summary:\n'
  yield `\tNumber of records processed\t\t${feed.rows}\n`
  yield `\tNumber of records successful\t\t${feed.accepted}\n\n`
  yield 'original-record-number\tsku\terror-code\terror-type\terror-message\n'
  if (refusal) yield `\t\t90061\tFatal\t${cell(sentenceOf(refusal, language))}\n`
  for await (const page of issues) {
    yield page
      .map((issue) => {
        const type = issue.warning ? 'Warning' : 'Error'
        const message = cell(messageOf(issue, language))
        return `${issue.row}\t${cell(issue.sku)}\t${numberOf(issue.code)}\t${type}\t${message}\n`
      })
      .join('')
  }
}

const cell = (text: string): string => text.replaceAll(/[\t\r\n]/g, ' ')

async function* xml({ feed, seller, refusal, issues }: Outcome): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope>
<Header>
<DocumentVersion>1.02</DocumentVersion>
<MerchantIdentifier>${escaped(seller)}</MerchantIdentifier>
</Header>
<MessageType>ProcessingReport</MessageType>
<Message><MessageID>1</MessageID><ProcessingReport>
<DocumentTransactionID>${feed.id}</DocumentTransactionID>
<StatusCode>${refusal ? 'Rejected' : 'Complete'}</StatusCode>
<ProcessingSummary>
<MessagesProcessed>${feed.rows}</MessagesProcessed>
<MessagesSuccessful>${feed.accepted}</MessagesSuccessful>
<MessagesWithError>${feed.invalid}</MessagesWithError>
<MessagesWithWarning>${feed.warned}</MessagesWithWarning>
</ProcessingSummary>
`
  if (refusal) yield result(0, 'Error', '90061', sentenceOf(refusal, 'en'), '')
  for await (const page of issues) {
    yield page
      .map((issue) => {
        const code = issue.warning ? 'Warning' : 'Error'
        const message = messageOf(issue, 'en')
        return result(issue.row, code, numberOf(issue.code), message, issue.sku)
      })
      .join('')
  }
  yield '</ProcessingReport></Message>\n</AmazonEnvelope>\n'
}

function result(id: number, code: string, number: string, message: string, sku: string): string {
  const about = sku === '' ? '' : `<AdditionalInfo><SKU>${escaped(sku)}</SKU></AdditionalInfo>`
  return `<Result><MessageID>${id}</MessageID><ResultCode>${code}</ResultCode>
<ResultMessageCode>${number}</ResultMessageCode>
<ResultDescription>${escaped(message)}</ResultDescription>${about}</Result>
`
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? sign)

async function* json({ feed, seller, refusal, issues, language }: Outcome): AsyncGenerator<string> {
  const header = { sellerId: seller, version: '2.0', feedId: String(feed.id) }
  yield `{"header":${JSON.stringify(header)},"issues":[`
  let before = ''
  let [errors, warnings] = [0, 0]
  if (refusal) {
    const message = sentenceOf(refusal, language)
    yield JSON.stringify({ messageId: 0, code: '90061', severity: 'ERROR', message })
    before = ','
    errors = 1
  }
  for await (const page of issues) {
    const shown = page.map((issue) => {
      if (issue.warning) warnings += 1
      else errors += 1
      const severity = issue.warning ? 'WARNING' : 'ERROR'
      const message = messageOf(issue, language)
      return JSON.stringify({ messageId: issue.row, code: numberOf(issue.code), severity, message })
    })
    yield before + shown.join(',')
    before = ','
  }
  const summary = {
    errors,
    warnings,
    messagesProcessed: feed.rows,
    messagesAccepted: feed.accepted,
    messagesInvalid: feed.invalid,
  }
  yield `],"summary":${JSON.stringify(summary)}}`
}
