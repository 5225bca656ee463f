import { createHash, createHmac } from 'node:crypto'
import { type PostAnswer, post } from './post.ts'

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** How AWS, or something that speaks its protocols, is reached. */
export interface AwsAccess {
  readonly credentials: AwsCredentials
  /** Instead of Amazon's own hosts. */
  readonly endpoint?: URL
  /** How long an answer is waited for; ms. */
  readonly patience: number
}

export interface AwsCall {
  readonly service: 'sqs' | 'events'
  readonly region: string
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly body: object
}

/** Calls an operation over AWS's JSON protocol. `stamp`: the machine's time, `20200601T000000Z`. */
export function callAws(access: AwsAccess, call: AwsCall, stamp: string): Promise<PostAnswer> {
  const { service, region } = call
  const url = access.endpoint ?? new URL(`https://${service}.${region}.amazonaws.com/`)
  const body = JSON.stringify(call.body)
  const headers = {
    host: url.host,
    'content-type': `application/x-amz-json-${call.version}`,
    'x-amz-target': call.target,
  }
  const signed = signRequest({ url, headers, body, region, service, stamp }, access.credentials)
  return post({ url, headers: signed, body, reach: 'anywhere', patience: access.patience })
}

interface Signable {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly region: string
  readonly service: string
  readonly stamp: string
}

/** The headers of a POST with AWS's Signature Version 4, https://docs.aws.amazon.com/IAM. */
export function signRequest(
  { url, headers, body, region, service, stamp }: Signable,
  { accessKeyId, secretAccessKey, sessionToken }: AwsCredentials,
): Record<string, string> {
  const all: Record<string, string> = {
    ...headers,
    'x-amz-date': stamp,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  }
  const names = Object.keys(all).sort()
  const canonical = [
    ...['POST', url.pathname, url.search.slice(1)],
    ...[names.map((name) => `${name}:${all[name]?.trim()}\n`).join(''), names.join(';')],
    sha256(body),
  ].join('\n')
  const scope = `${stamp.slice(0, 8)}/${region}/${service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')
  const key = [stamp.slice(0, 8), region, service, 'aws4_request'].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  )
  const signature = createHmac('sha256', key).update(toSign).digest('hex')
  const credential = `Credential=${accessKeyId}/${scope}`
  const signed = `SignedHeaders=${names.join(';')}, Signature=${signature}`
  const authorization = `AWS4-HMAC-SHA256 ${credential}, ${signed}`
  return { ...all, authorization }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
