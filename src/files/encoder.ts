import iconv from 'iconv-lite'
import type { Encoding } from './decoder.ts'
import { asWindows } from './japanese.ts'

const QUESTION_MARK = 0x3f

/** Written in Shift_JIS where a character has no code: the sign printers put for a missing one. */
export const MISSING = '〓'

/** Text to bytes. In Shift_JIS a character that has no code there becomes `MISSING`. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  const windows = asWindows(text)
  const bytes = iconv.encode(windows, 'cp932')
  // The library writes a question mark for what it can not, so none more must have appeared.
  if (count(bytes) === windows.split('?').length - 1) return bytes
  return iconv.encode(replaceUnencodable(windows), 'cp932')
}

function count(bytes: Buffer): number {
  let found = 0
  for (
    let at = bytes.indexOf(QUESTION_MARK);
    at !== -1;
    at = bytes.indexOf(QUESTION_MARK, at + 1)
  ) {
    found += 1
  }
  return found
}

/** Whether every character has a code in the encoding, or a twin that has one. */
export const isEncodable = (text: string, encoding: Encoding): boolean =>
  encoding === 'utf-8' || replaceUnencodable(asWindows(text)) === asWindows(text)

/** What Excel needs at the start of a UTF-8 file, to not take it for Shift_JIS. */
export const startOf = (encoding: Encoding): Buffer =>
  encoding === 'utf-8' ? Buffer.from([0xef, 0xbb, 0xbf]) : Buffer.alloc(0)

const replaceUnencodable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII needs no look
  text.replace(/[^\u0000-\u007f]/gu, (sign) =>
    iconv.encode(sign, 'cp932')[0] === QUESTION_MARK ? MISSING : sign,
  )
