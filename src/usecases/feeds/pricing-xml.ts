import { SaxesParser } from 'saxes'
import { Decoder, type Encoding, NotText } from '../../files/decoder.ts'
import { type Refusal, refuse } from '../../rules/refusal.ts'
import type { Instant } from '../../rules/time/instant.ts'
import type { FlatCells } from './flat-row.ts'
import { readFlatRow } from './flat-row.ts'
import { BATCH, type FeedReading, type FeedRow } from './rows.ts'

/** Most characters of one element's text, and of one message's elements. */
const TEXT_MAX = 2_000
const ELEMENTS_MAX = 200
/** Most characters of a comment, or of a tag with its attributes, and elements in each other. */
const PIECE_MAX = 1_048_576
const DEPTH_MAX = 32

/** Ends reading: the feed as a whole can not go on. */
class NotXml extends Error {}

/** What is known of a message that is being read: texts by the path of their element. */
interface Message {
  readonly texts: Map<string, string>
  elements: number
  currency: string | undefined
}

const PRICE = '/AmazonEnvelope/Message/Price'
/** The file whose rows say what these messages do. */
const PRICES = 'POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA'

/** A pricing feed: an envelope of messages, each with the price of a SKU and its points. */
export class PricingXml implements FeedReading {
  readonly #bytes: AsyncIterable<Uint8Array>
  readonly #now: Instant
  readonly #decoder: Decoder
  readonly #parser = new SaxesParser()
  readonly #path: string[] = []
  #text = ''
  /** Characters since the parser last came to the end of anything. */
  #sinceEnd = 0
  #message: Message | undefined
  #rows: FeedRow[] = []
  #count = 0
  #refusal: Refusal | undefined

  constructor(bytes: AsyncIterable<Uint8Array>, encoding: Encoding | 'auto', now: Instant) {
    this.#bytes = bytes
    this.#now = now
    this.#decoder = new Decoder(encoding)
    this.#listen()
  }

  get encoding(): Encoding {
    return this.#decoder.encoding
  }

  get refusal(): Refusal | undefined {
    return this.#refusal
  }

  async *batches(): AsyncGenerator<readonly FeedRow[]> {
    try {
      for await (const bytes of this.#bytes) {
        this.#write(this.#decoder.write(bytes))
        while (this.#rows.length >= BATCH) yield this.#rows.splice(0, BATCH)
      }
      this.#parser.write(this.#decoder.end())
      this.#parser.close()
      if (this.#count === 0) this.#stop('it has no Message')
    } catch (error) {
      if (error instanceof NotText) this.#refusal = refuse('file_encoding_unsupported')
      else if (!(error instanceof NotXml)) throw error
    }
    while (this.#rows.length > 0) yield this.#rows.splice(0, BATCH)
  }

  /** The parser keeps a comment, a tag or a text until it ends, so what has no end is stopped. */
  #write(text: string): void {
    this.#sinceEnd += text.length
    this.#parser.write(text)
    if (this.#sinceEnd > PIECE_MAX) this.#stop(`a piece is longer than ${PIECE_MAX} characters`)
  }

  #stop(reason: string): never {
    this.#refusal ??= refuse('feed_not_xml', { reason })
    throw new NotXml(reason)
  }

  #listen(): void {
    this.#parser.on('error', (error) => this.#stop(error.message.slice(0, 200)))
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes))
    this.#parser.on('closetag', () => this.#close())
    const add = (text: string) => {
      this.#sinceEnd = 0
      this.#text += text
      if (this.#text.length > TEXT_MAX) this.#stop(`a text is longer than ${TEXT_MAX} characters`)
    }
    this.#parser.on('text', add)
    this.#parser.on('cdata', add)
    const ended = () => {
      this.#sinceEnd = 0
    }
    this.#parser.on('comment', ended)
    this.#parser.on('processinginstruction', ended)
    this.#parser.on('doctype', ended)
  }

  #open(name: string, attributes: Readonly<Record<string, unknown>>): void {
    if (this.#path.length === 0 && name !== 'AmazonEnvelope') {
      this.#stop(`it begins with ${name.slice(0, 100)}, not with AmazonEnvelope`)
    }
    this.#sinceEnd = 0
    this.#path.push(name)
    if (this.#path.length > DEPTH_MAX) this.#stop(`it is more than ${DEPTH_MAX} elements deep`)
    this.#text = ''
    if (this.#at('/AmazonEnvelope/Message')) {
      this.#message = { texts: new Map(), elements: 0, currency: undefined }
    }
    if (!this.#message) return
    this.#message.elements += 1
    if (this.#message.elements > ELEMENTS_MAX) this.#stop('a message has too many elements')
    const { currency } = attributes
    if (currency !== undefined && currency !== 'JPY') this.#message.currency = String(currency)
  }

  #close(): void {
    this.#sinceEnd = 0
    const path = `/${this.#path.join('/')}`
    if (this.#message) this.#message.texts.set(path, this.#text.trim())
    if (this.#at('/AmazonEnvelope/Message')) this.#end()
    this.#path.pop()
    this.#text = ''
  }

  #at(path: string): boolean {
    return `/${this.#path.join('/')}` === path
  }

  #end(): void {
    const { texts, currency } = this.#message as Message
    this.#message = undefined
    this.#count += 1
    const row = Number(texts.get('/AmazonEnvelope/Message/MessageID')) || this.#count
    const cells = cellsOf(texts, currency)
    const { asks, notes } = readFlatRow(PRICES, cells, this.#now)
    const noted = notes.length > 0 ? { notes } : {}
    this.#rows.push({ row, sku: cells.sku ?? '', asks, ...noted })
  }
}

/** A message's texts as the cells of a row say the same. */
function cellsOf(texts: ReadonlyMap<string, string>, currency: string | undefined): FlatCells {
  const cell = (name: string) => texts.get(`${PRICE}/${name}`) || undefined
  const cells = {
    sku: cell('SKU'),
    price: cell('StandardPrice'),
    points: cell('StandardPricePoints'),
    'sale-price': cell('Sale/SalePrice'),
    'sale-points': cell('Sale/SalePricePoints') ?? cell('SalePricePoints'),
    'sale-from': cell('Sale/StartDate'),
    'sale-through': cell('Sale/EndDate'),
    currency,
  }
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== undefined))
}
