import { REPORT_TYPES, reportType } from '../../../usecases/reports/types.ts'
import { type Failure, invalidInput } from '../failure.ts'

/** Why a type of report can not be asked for; undefined when it can. */
export function notRequestable(type: string): Failure | undefined {
  const known = reportType(type)
  if (!known) {
    const served = Object.keys(REPORT_TYPES).join(', ')
    return invalidInput(`'reportType' is not served; served are ${served}.`)
  }
  if (known.write) return undefined
  return invalidInput(`${type} comes with each settlement and can not be asked for.`)
}

/** Why a seller's report can not be of these marketplaces; undefined when it can. */
export function notSoldOn(
  { marketplace }: { readonly marketplace: string },
  ids: readonly string[],
): Failure | undefined {
  const elsewhere = ids.find((id) => id !== marketplace)
  if (elsewhere === undefined) return undefined
  return invalidInput(`The seller does not sell on the marketplace ${elsewhere.slice(0, 40)}.`)
}
