import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { outsideOf } from '../../src/cli/outside.ts'
import { send } from '../../src/usecases/notifications/send.ts'
import { HERE, type Received, type Receiver, receiver } from './kit.ts'

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const outside = (to: Receiver) => ({
  ...HERE,
  aws: {
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: 'token' },
    endpoint: new URL(new URL(to.url).origin),
    patience: 1_000,
  },
})
const parcel = {
  ...{ notification: 'n-1', type: 'ANY_OFFER_CHANGED', body: '{"あ":1}' },
  thread: 'subscription B000000001',
}
const ARN = 'arn:aws:sqs:ap-northeast-1:123456789012:offers'

/** What AWS computes of a request that it received, step by step as it documents them. */
function expectSigned({ headers, body }: Received, service: string): void {
  const authorization = String(headers.authorization)
  const [, scope = '', signed = '', signature] =
    /Credential=AKIDEXAMPLE\/(\S+), SignedHeaders=(\S+), Signature=(\w+)/.exec(authorization) ?? []
  expect(scope).toBe(`20200531/ap-northeast-1/${service}/aws4_request`)
  const names = signed.split(';')
  expect(names).toEqual(expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token']))
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = `POST\n/\n\n${lines}\n${signed}\n${hash(body)}`
  const wanted = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${hash(canonical)}`
  let key: Buffer | string = `AWS4${SECRET}`
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest()
  expect(createHmac('sha256', key).update(wanted).digest('hex')).toBe(signature)
}

test('a queue gets SendMessage, signed, and a fifo queue what it orders and compares by', async () => {
  const aws = await receiver()
  const sqs = (arn: string) => send(outside(aws), { kind: 'sqs', arn }, null, parcel)
  expect(await sqs(ARN)).toEqual({ delivered: true, answer: '200', down: false })
  expect(await sqs(`${ARN}.fifo`)).toMatchObject({ delivered: true })
  const [plain, fifo] = aws.received as [Received, Received]
  expect(plain.headers['x-amz-target']).toBe('AmazonSQS.SendMessage')
  const { origin } = new URL(aws.url)
  expect(JSON.parse(plain.body)).toEqual({
    QueueUrl: `${origin}/123456789012/offers`,
    MessageBody: parcel.body,
  })
  expect(JSON.parse(fifo.body)).toMatchObject({
    ...{ MessageDeduplicationId: 'n-1', MessageGroupId: 'subscription:B000000001' },
  })
  expectSigned(plain, 'sqs')
  aws.answer = 400
  expect(await sqs(ARN)).toEqual({ delivered: false, answer: '400', down: false })
  aws.answer = 503
  expect(await sqs(ARN)).toEqual({ delivered: false, answer: '503', down: true })
})

test('a bus gets PutEvents; an entry that failed in an answer of 200 is not delivered', async () => {
  const aws = await receiver()
  const bus = { region: 'ap-northeast-1', accountId: '123456789012', name: 'aws.partner/x' }
  const put = () => send(outside(aws), { kind: 'event_bridge', ...bus }, null, parcel)
  aws.says = '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}'
  expect(await put()).toMatchObject({ delivered: true })
  const [request] = aws.received as [Received]
  expect(request.headers['x-amz-target']).toBe('AWSEvents.PutEvents')
  expect(JSON.parse(request.body)).toEqual({
    Entries: [
      {
        ...{ Source: bus.name, EventBusName: bus.name },
        ...{ DetailType: parcel.type, Detail: parcel.body },
      },
    ],
  })
  expectSigned(request, 'events')
  aws.says = '{"FailedEntryCount":1,"Entries":[{"ErrorCode":"ThrottlingException"}]}'
  expect(await put()).toMatchObject({ delivered: false })
})

test('without credentials nothing is sent, and the destination rests', async () => {
  expect(await send(HERE, { kind: 'sqs', arn: ARN }, null, parcel)).toEqual({
    ...{ delivered: false, answer: 'aws_not_set_up', down: true },
  })
})

test('credentials and the endpoint are those of the environment', async () => {
  const aws = await receiver()
  const env = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: SECRET }
  const { origin } = new URL(aws.url)
  const own = outsideOf({ ...env, TAMARU_AWS_ENDPOINT: origin }, 'production')
  const to = { kind: 'sqs', arn: ARN } as const
  expect(await send({ ...own, machineNow: HERE.machineNow }, to, null, parcel)).toMatchObject({
    ...{ delivered: true, answer: '200' },
  })
  const [{ headers, body }] = aws.received as [Received]
  expect(headers.authorization).toContain('Credential=AKIDEXAMPLE/20200531/ap-northeast-1/sqs/')
  expect(headers).not.toHaveProperty('x-amz-security-token')
  expect(JSON.parse(body).QueueUrl).toBe(`${origin}/123456789012/offers`)

  const session = { ...env, AWS_SESSION_TOKEN: 'token' }
  expect(outsideOf(session, 'production').aws).toEqual({
    ...{ patience: 10_000 },
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: SECRET, sessionToken: 'token' },
  })
  expect(outsideOf({ TAMARU_AWS_ENDPOINT: origin }, 'sandbox').aws).toBe(null)
  expect(() => outsideOf({ ...env, TAMARU_AWS_ENDPOINT: 'localhost' }, 'sandbox')).toThrow(
    'TAMARU_AWS_ENDPOINT',
  )
})
