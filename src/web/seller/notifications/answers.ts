/** What the server answers about notifications. */

export type Resource =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'sqs'; readonly arn: string }
  | {
      readonly kind: 'event_bridge'
      readonly region: string
      readonly accountId: string
      readonly name: string
    }

export interface Destination {
  readonly id: string
  readonly name: string
  readonly resource: Resource
  /** Attempts in a row without an answer, and until when it is left alone because of them. */
  readonly failures: number
  readonly restUntil: string | null
  readonly createdAt: string
}

export interface Subscription {
  readonly id: string
  readonly type: string
  readonly app: { readonly reference: string; readonly name: string } | null
  readonly destination: { readonly id: string; readonly name: string } | null
  readonly waiting: number
  readonly last: {
    readonly state: 'waiting' | 'delivered' | 'dead'
    readonly attempts: number
    readonly answer: string | null
    readonly at: string
  } | null
  readonly createdAt: string
}

export const DESTINATIONS = '/v1/destinations'
