/** What a program can be notified of, and how each kind may be asked for. */
interface NotificationKind {
  /** Versions of the payload that there are. */
  readonly versions: readonly string[]
  /** Whether its body begins with capitals, as Amazon's older ones do. */
  readonly capitals: boolean
  /** The filter that a subscription may have. */
  readonly filter?: 'ANY_OFFER_CHANGED' | 'ORDER_CHANGE'
  /** Who may ask for it: it is about sellers, about everybody, or about buyers. */
  readonly to: 'sellers' | 'sellers-and-operators' | 'operators'
}

/** Amazon's, and our own three that begin with POINTS. */
export const NOTIFICATION_TYPES = {
  ANY_OFFER_CHANGED: {
    to: 'sellers',
    versions: ['1.0'],
    capitals: true,
    filter: 'ANY_OFFER_CHANGED',
  },
  B2B_ANY_OFFER_CHANGED: { to: 'sellers', versions: ['1.0'], capitals: true },
  PRICING_HEALTH: { to: 'sellers', versions: ['1.0'], capitals: false },
  ORDER_CHANGE: { to: 'sellers', versions: ['1.0'], capitals: true, filter: 'ORDER_CHANGE' },
  FEED_PROCESSING_FINISHED: { to: 'sellers', versions: ['2020-09-04'], capitals: false },
  REPORT_PROCESSING_FINISHED: { to: 'sellers', versions: ['2020-09-04'], capitals: false },
  POINTS_RESET: { to: 'sellers-and-operators', versions: ['1.0'], capitals: false },
  POINTS_POLICY_CHANGE: { to: 'sellers-and-operators', versions: ['1.0'], capitals: false },
  POINTS_EXPIRING: { to: 'operators', versions: ['1.0'], capitals: false },
} as const satisfies Readonly<Record<string, NotificationKind>>

export type NotificationType = keyof typeof NOTIFICATION_TYPES

export const isNotificationType = (word: string): word is NotificationType =>
  Object.hasOwn(NOTIFICATION_TYPES, word)

export const kindOf = (type: NotificationType): NotificationKind => NOTIFICATION_TYPES[type]

/**
 * Whose destinations and subscriptions: a service provider's, a seller's own, the operator's, or
 * those of a command that listens for as long as it runs.
 */
export type Owner =
  | { readonly as: 'provider'; readonly id: string }
  | { readonly as: 'seller'; readonly id: number }
  | { readonly as: 'operator' }
  | { readonly as: 'listener'; readonly id: string }

export const ownerKey = (owner: Owner): string =>
  owner.as === 'operator' ? 'operator' : `${owner.as}:${owner.id}`
