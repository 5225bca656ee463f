import { entry, type RefusalEntry } from './entry.ts'

/** Why feeds of sellers' programs, and rows of them, are refused. */
export const FEED_REFUSALS = {
  feed_not_json: entry(
    'invalid',
    'The feed is not JSON as JSON_LISTINGS_FEED has it: {reason}.',
    'JSON_LISTINGS_FEEDとして読み取れません：{reason}',
  ),
  feed_not_xml: entry(
    'invalid',
    'The feed is not XML as this feed type has it: {reason}.',
    'このフィードタイプのXMLとして読み取れません：{reason}',
  ),
  feed_too_large: entry(
    'invalid',
    'The feed is larger than {maximum} bytes.',
    'フィードが{maximum}バイトを超えています。',
  ),
  feed_not_compressed: entry(
    'invalid',
    'The feed says that it is compressed, and can not be decompressed.',
    'フィードを解凍できません。',
  ),
  feed_message_invalid: entry(
    'invalid',
    '{field} is not as it has to be: {expected}.',
    '{field}が正しくありません：{expected}',
  ),
  feed_sale_not_now: entry(
    'conflict',
    'The sale price is not in force now, and sales do not begin by themselves here: it was left out.',
    'セール期間外のため、セール価格は反映されませんでした。',
  ),
} as const satisfies Readonly<Record<string, RefusalEntry>>
