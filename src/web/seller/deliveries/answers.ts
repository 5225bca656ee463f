/** A notification on its way to one destination, as the server answers it. */
export interface Delivery {
  readonly id: number
  readonly destination: string
  readonly type: string
  readonly state: 'waiting' | 'delivered' | 'dead'
  readonly attempts: number
  /** What came of the last attempt: a status, or why there was none. */
  readonly answer: string | null
  readonly dueAt: string
  readonly triedAt: string | null
  readonly at: string
}

/** Not delivered so far although it was tried: the next attempt is later, or there is none. */
export const isFailed = ({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): boolean =>
  state === 'dead' || (state === 'waiting' && attempts > 0)
