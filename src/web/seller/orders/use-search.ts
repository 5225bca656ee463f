import { useSearchParams } from 'wouter'
import type { OrderStatus } from './answers.ts'

export const ORDER_STATES = ['unshipped', 'partially_shipped', 'shipped', 'cancelled'] as const
export const PAYMENTS = ['prepaid', 'cod'] as const

/** Which orders, as the address has it: a filter can be kept and sent. */
export interface OrderFilter {
  readonly status?: OrderStatus | undefined
  readonly payment?: (typeof PAYMENTS)[number] | undefined
  /** The first and the last day, both included, in the programme's time: 2026-11-05. */
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface OrderSearch {
  readonly filter: OrderFilter
  readonly change: (next: OrderFilter) => void
}

/** Such as 2026-11-05; undefined for what is no day. */
export function dayOf(text: string | null): string | undefined {
  if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const at = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? undefined : text
}

export function useOrderSearch(): OrderSearch {
  const [query, setQuery] = useSearchParams()
  const filter: OrderFilter = {
    status: ORDER_STATES.find((state) => state === query.get('status')),
    payment: PAYMENTS.find((payment) => payment === query.get('payment')),
    from: dayOf(query.get('from')),
    to: dayOf(query.get('to')),
  }
  const change = (next: OrderFilter) => {
    const all = Object.entries({ ...filter, ...next })
    setQuery(Object.fromEntries(all.filter((pair): pair is [string, string] => !!pair[1])))
  }
  return { filter, change }
}

export const isBackwards = ({ from, to }: OrderFilter): boolean =>
  from !== undefined && to !== undefined && from > to

/** The filter as the API's query takes it: days of Asia/Tokyo, the last one to its end. */
export function queryOf({ status, payment, from, to }: OrderFilter) {
  return {
    ...{ status, payment },
    placedFrom: from && `${from}T00:00:00+09:00`,
    placedBefore: to && `${dayAfter(to)}T00:00:00+09:00`,
  }
}

const DAY_MS = 86_400_000
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
