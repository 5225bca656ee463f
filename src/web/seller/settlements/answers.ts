import type { StatementLine } from '../../../rules/settlement/settle.ts'

/** What the server answers about settlements. */
export interface Statement {
  readonly period: number
  readonly start: string
  readonly end: string
  readonly policyVersion: number
  readonly opening: number
  readonly lines: Readonly<Record<StatementLine, number>>
  readonly net: number
  readonly reserve: number
  readonly disbursement: number
  readonly closing: number
}

export interface StatementItem {
  readonly order: string | null
  readonly line: number | null
  readonly sku: string | null
  readonly type: StatementLine
  readonly amount: number
  readonly firstAt: string
  readonly lastAt: string
}

/** The last day of a period, whose `end` is the first moment after it. */
export const lastDay = (end: string): string => new Date(Date.parse(end) - 1).toISOString()

export const statementPath = (seller: string, period: number | 'open'): string =>
  `/v1/sellers/${encodeURIComponent(seller)}/statements/${period}`
