import type { Duplex } from 'node:stream'

/** A statement about to be carried out, as pg gives it to its connection. */
interface Bound {
  readonly portal?: string
  readonly statement?: string
  readonly values?: readonly unknown[]
  /** Whether results come back in binary. */
  readonly binary?: boolean
  readonly valueMapper: (value: unknown) => Buffer | string | null
}

/** The part of pg's connection that sends a statement's values. */
export interface Binding {
  readonly stream: Pick<Duplex, 'write'>
  bind: (bound: Bound) => void
}

const BIND = 'B'.charCodeAt(0)
const [TEXT, BINARY] = [0, 1]

/**
 * Has a connection send values as they are. pg copies all values of a statement into a buffer that
 * it makes anew for each and lets grow; with the arrays of a batch, that is more work than all the
 * rest of sending. docs/decisions/batches-travel-as-binary-arrays.md has the numbers.
 */
export function sendUncopied(connection: Binding): void {
  connection.bind = (bound) => {
    for (const piece of bindMessage(bound)) connection.stream.write(piece)
  }
}

/** PostgreSQL's Bind message: names, formats, values each after its length, format of results. */
function bindMessage(bound: Bound): readonly Buffer[] {
  const { portal = '', statement = '', values = [], binary = false, valueMapper } = bound
  const mapped = values.map((value) => valueMapper(value))
  const formats = mapped.map((value) => (Buffer.isBuffer(value) ? BINARY : TEXT))
  const bytes = mapped.map((value) => (typeof value === 'string' ? Buffer.from(value) : value))
  const after = [
    Buffer.from(`${portal}\0${statement}\0`),
    int16s([formats.length, ...formats, bytes.length]),
    ...bytes.flatMap((value) => (value ? [int32(value.length), value] : [int32(-1)])),
    int16s([1, binary ? BINARY : TEXT]),
  ]
  const length = after.reduce((sum, piece) => sum + piece.length, 4)
  return [Buffer.of(BIND), int32(length), ...after]
}

function int16s(numbers: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(2 * numbers.length)
  for (const [index, number] of numbers.entries()) bytes.writeInt16BE(number, 2 * index)
  return bytes
}

function int32(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(number)
  return bytes
}
