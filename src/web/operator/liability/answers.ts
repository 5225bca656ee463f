/** A day of `GET /v1/ledger/days`. */
export interface LiabilityDay {
  readonly day: string
  readonly granted: number
  readonly promoted: number
  readonly vested: number
  readonly redeemed: number
  readonly restored: number
  readonly clawedBack: number
  readonly expired: number
  readonly available: number
  readonly unvested: number
  readonly held: number
  readonly outstanding: number
  readonly funding: number
  readonly breakage: number
}
