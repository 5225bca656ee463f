import { REFUSALS, type RefusalKind } from '../../rules/refusals.ts'
import type { Language } from './language.ts'

/** Every "no" that is not the programme's but the protocol's. The others are in `refusals.ts`. */
export const HTTP_PROBLEMS = {
  validation: {
    status: 400,
    en: 'The request does not fit its description; see errors.',
    ja: 'リクエストの形式が正しくありません。errorsを確認してください。',
  },
  body_not_json: {
    status: 400,
    en: 'The body is not JSON.',
    ja: 'リクエスト本文がJSONではありません。',
  },
  request_malformed: {
    status: 400,
    en: 'The request can not be read.',
    ja: 'リクエストを解釈できません。',
  },
  idempotency_key_missing: {
    status: 400,
    en: 'A write needs the header Idempotency-Key: a name of yours for this very request.',
    ja: '更新リクエストにはIdempotency-Keyヘッダーが必要です。',
  },
  idempotency_key_invalid: {
    status: 400,
    en: 'An Idempotency-Key has 1 to 200 visible ASCII characters.',
    ja: 'Idempotency-Keyは1～200文字の表示可能なASCII文字で指定してください。',
  },
  version_invalid: {
    status: 400,
    en: 'If-Match names a version as its ETag did, such as "7".',
    ja: 'If-MatchにはETagの値（例："7"）を指定してください。',
  },
  unauthenticated: {
    status: 401,
    en: 'Log in, or send a valid token: Authorization: Bearer ….',
    ja: 'ログインするか、有効なトークンを送信してください。',
  },
  login_failed: {
    status: 401,
    en: 'Login or password is wrong.',
    ja: 'ログインIDまたはパスワードが違います。',
  },
  role_not_allowed: {
    status: 403,
    en: 'This is not open to the role {role}.',
    ja: 'ロール{role}ではこの操作を行えません。',
  },
  scope_missing: {
    status: 403,
    en: 'The token lacks the scope {scope}.',
    ja: 'トークンにスコープ{scope}がありません。',
  },
  not_yours: {
    status: 403,
    en: 'That belongs to somebody else, or to nobody.',
    ja: '他者に属する情報、または存在しない情報です。',
  },
  origin_not_allowed: {
    status: 403,
    en: 'A write with a session must come from a page of this server.',
    ja: 'セッションによる更新は、このサーバーのページからのみ行えます。',
  },
  sandbox_only: {
    status: 403,
    en: 'Only a sandbox allows that.',
    ja: 'この操作はサンドボックスでのみ利用できます。',
  },
  not_found: {
    status: 404,
    en: 'There is nothing here by that method and address.',
    ja: '該当するアドレスはありません。',
  },
  too_large: {
    status: 413,
    en: 'The body is larger than {maximum} bytes.',
    ja: 'リクエスト本文が{maximum}バイトを超えています。',
  },
  unsupported_media: {
    status: 415,
    en:
      'The body is of a type or encoding that is not read here; ' +
      'most addresses take application/json.',
    ja: '対応していない本文の形式またはエンコーディングです（通常はapplication/json）。',
  },
  rate_limited: {
    status: 429,
    en: 'Too many requests; try again in {seconds} seconds.',
    ja: 'リクエストが多すぎます。{seconds}秒後に再度お試しください。',
  },
  bug: {
    status: 500,
    en: 'That is our mistake. Whoever runs this server finds it in the log under {request}.',
    ja: 'サーバー側の不具合です。リクエストID{request}で管理者にお問い合わせください。',
  },
  unavailable: {
    status: 503,
    en:
      'The database does not answer. Send the same again, with the same key: ' +
      'nothing happens twice.',
    ja: 'データベースに接続できません。同じキーで再送してください（二重に処理されることはありません）。',
  },
  stopping: {
    status: 503,
    en: 'The server is stopping; send the same again.',
    ja: 'サーバーを停止しています。再送してください。',
  },
} as const satisfies Readonly<Record<string, { status: number; en: string; ja: string }>>

export type ProblemCode = keyof typeof REFUSALS | keyof typeof HTTP_PROBLEMS

const STATUS_OF: Readonly<Record<RefusalKind, number>> = {
  invalid: 422,
  conflict: 409,
  forbidden: 403,
  missing: 404,
  busy: 503,
}

const TITLES: Readonly<Record<number, { readonly en: string; readonly ja: string }>> = {
  400: { en: 'The request is not well formed', ja: 'リクエストの形式が不正です' },
  401: { en: 'Who is asking?', ja: '認証が必要です' },
  403: { en: 'Not allowed', ja: '許可されていません' },
  404: { en: 'Not found', ja: '見つかりません' },
  409: { en: 'Does not fit the present state', ja: '現在の状態と矛盾しています' },
  413: { en: 'Too large', ja: '大きすぎます' },
  415: { en: 'Unsupported media type', ja: '対応していない形式です' },
  422: { en: 'Can not succeed as it is', ja: '処理できない内容です' },
  429: { en: 'Too many requests', ja: 'リクエストが多すぎます' },
  500: { en: 'A bug', ja: 'サーバーの不具合です' },
  503: { en: 'Try again in a moment', ja: 'しばらくしてから再度お試しください' },
}

export interface ProblemEntry {
  readonly code: ProblemCode
  readonly status: number
  readonly en: string
  readonly ja: string
}

const entries = new Map<ProblemCode, ProblemEntry>([
  ...Object.entries(HTTP_PROBLEMS).map(([code, entry]): [ProblemCode, ProblemEntry] => [
    code as ProblemCode,
    { code: code as ProblemCode, ...entry },
  ]),
  ...Object.entries(REFUSALS).map(([code, { kind, en, ja }]): [ProblemCode, ProblemEntry] => [
    code as ProblemCode,
    { code: code as ProblemCode, status: STATUS_OF[kind], en, ja },
  ]),
])

/** Every code that an answer can carry: the protocol's, then the programme's. */
export const PROBLEM_ENTRIES: readonly ProblemEntry[] = [...entries.values()]

export const problemEntry = (code: ProblemCode): ProblemEntry => entries.get(code) as ProblemEntry

export const problemTitle = (status: number, language: Language): string =>
  TITLES[status]?.[language] ?? String(status)
