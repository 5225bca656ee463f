import { callAws } from '../../net/aws.ts'
import { NoAnswer, type PostAnswer, post } from '../../net/post.ts'
import { formatUtc } from '../../rules/time/instant.ts'
import { type Resource, SQS_ARN } from './destinations.ts'
import type { Outside } from './outside.ts'
import { SIGNATURE_HEADER, signatureOf } from './signature.ts'

/** A notification on its way out. */
export interface Parcel {
  readonly notification: string
  readonly type: string
  /** JSON, as it is sent and signed. */
  readonly body: string
  /** What it must not overtake, where the destination keeps an order of its own. */
  readonly thread: string
}

/** What came of an attempt. */
export interface Attempt {
  readonly delivered: boolean
  /** A status, or why there was none. */
  readonly answer: string
  /** Whether the destination itself is in trouble, so that others would fare the same. */
  readonly down: boolean
}

/** Sends one notification to where a destination leads. Never throws for what happens there. */
export async function send(
  outside: Outside,
  resource: Resource,
  secret: string | null,
  parcel: Parcel,
): Promise<Attempt> {
  try {
    return await sendTo(outside, resource, secret, parcel)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return { delivered: false, answer: error.reason, down: true }
  }
}

function sendTo(
  outside: Outside,
  resource: Resource,
  secret: string | null,
  parcel: Parcel,
): Promise<Attempt> {
  switch (resource.kind) {
    case 'webhook':
      return callWebhook(outside, resource.url, parcel, secret ?? '')
    case 'sqs':
      return sendToQueue(outside, resource.arn, parcel)
    case 'event_bridge':
      return putOnBus(outside, resource, parcel)
    default:
      return resource satisfies never
  }
}

async function callWebhook(
  { reach, patience, machineNow }: Outside,
  url: string,
  { notification, type, body }: Parcel,
  secret: string,
): Promise<Attempt> {
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'tamaru',
    'tamaru-notification-id': notification,
    'tamaru-notification-type': type,
    [SIGNATURE_HEADER]: signatureOf(secret, body, machineNow()),
  }
  return judged(await post({ url: new URL(url), headers, body, reach, patience }))
}

async function sendToQueue(
  outside: Outside,
  arn: string,
  { notification, body, thread }: Parcel,
): Promise<Attempt> {
  const [, region = '', account = '', queue = ''] = SQS_ARN.exec(arn) ?? []
  const { aws } = outside
  if (!aws) return NOT_SET_UP
  const host = aws.endpoint?.origin ?? `https://sqs.${region}.amazonaws.com`
  const fifo = queue.endsWith('.fifo')
  const message = {
    QueueUrl: `${host}/${account}/${queue}`,
    MessageBody: body,
    ...(fifo ? { MessageGroupId: groupOf(thread), MessageDeduplicationId: notification } : {}),
  }
  const call = {
    service: 'sqs',
    region,
    target: 'AmazonSQS.SendMessage',
    version: '1.0',
  } as const
  return judgedByAws(await callAws(aws, { ...call, body: message }, stampOf(outside)))
}

async function putOnBus(
  outside: Outside,
  { region, name }: Extract<Resource, { kind: 'event_bridge' }>,
  { type, body }: Parcel,
): Promise<Attempt> {
  const { aws } = outside
  if (!aws) return NOT_SET_UP
  const entry = { Source: name, DetailType: type, Detail: body, EventBusName: name }
  const call = {
    service: 'events',
    region,
    target: 'AWSEvents.PutEvents',
    version: '1.1',
  } as const
  const answer = await callAws(aws, { ...call, body: { Entries: [entry] } }, stampOf(outside))
  const failed = /"FailedEntryCount"\s*:\s*[1-9]/.test(answer.body)
  if (!failed) return judgedByAws(answer)
  return { delivered: false, answer: `${answer.status} entry failed`, down: false }
}

/** A group of a fifo queue: one for each product or order; no blanks, and no more than 128. */
const groupOf = (thread: string): string => thread.replaceAll(/[^\w:.-]/g, ':').slice(0, 128)

const NOT_SET_UP: Attempt = { delivered: false, answer: 'aws_not_set_up', down: true }

const stampOf = ({ machineNow }: Outside): string =>
  formatUtc(machineNow()).replace(/[-:]|\.\d+/g, '')

function judged({ status }: PostAnswer): Attempt {
  const delivered = status >= 200 && status < 300
  return { delivered, answer: String(status), down: status >= 500 || status === 429 }
}

/** Refusals of AWS that every notification would meet alike: they are about the whole destination. */
const OF_ALL = /DoesNotExist|NonExistent|NotFound|AccessDenied|Token|Signature|Throttl|TooMany/

/** AWS names what it refuses: `400 QueueDoesNotExist`. */
function judgedByAws(answer: PostAnswer): Attempt {
  const name = /"__type"\s*:\s*"(?:[^"#]*#)?(\w{1,100})"/.exec(answer.body)?.[1]
  const attempt = judged(answer)
  if (attempt.delivered || name === undefined) return attempt
  return { ...attempt, answer: `${answer.status} ${name}`, down: attempt.down || OF_ALL.test(name) }
}
