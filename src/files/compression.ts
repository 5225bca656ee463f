import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'

/** Bytes through a transformation; what breaks either end breaks the reading. */
function through(
  bytes: AsyncIterable<Uint8Array>,
  transform: Transform,
): AsyncIterable<Uint8Array> {
  pipeline(Readable.from(bytes, { objectMode: false }), transform, () => {})
  return transform
}

export const gzipped = (bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  through(bytes, createGzip())

/** Throws an error with a code of zlib's for bytes that are not compressed, or end too early. */
export const gunzipped = (bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> =>
  through(bytes, createGunzip())
