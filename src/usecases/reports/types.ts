import type { Engine } from '../engine.ts'
import { actionableOrders } from './actionable-orders.ts'
import { merchantListings, openListings } from './listings.ts'
import type { Report } from './report.ts'

export const SETTLEMENT_REPORT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2'

export interface ReportType {
  /** Whether it holds data of persons. */
  readonly restricted: boolean
  /** Makes the file, piece by piece; null for one that comes with a settlement alone. */
  readonly write: ((engine: Engine, report: Report) => AsyncGenerator<string>) | null
}

/** The reports that are produced here. Their files are tab-separated, in Shift_JIS. */
export const REPORT_TYPES: Readonly<Record<string, ReportType>> = {
  GET_MERCHANT_LISTINGS_ALL_DATA: { restricted: false, write: merchantListings },
  GET_FLAT_FILE_OPEN_LISTINGS_DATA: { restricted: false, write: openListings },
  GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING: { restricted: true, write: actionableOrders },
  [SETTLEMENT_REPORT]: { restricted: false, write: null },
}

export const reportType = (type: string): ReportType | undefined =>
  Object.hasOwn(REPORT_TYPES, type) ? REPORT_TYPES[type] : undefined
