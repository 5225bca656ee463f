/** What the server answers about apps. */
export interface ConnectedApp {
  readonly reference: string
  readonly name: string
  readonly supportsPoints: boolean
  readonly scopes: readonly string[]
  readonly authorisedAt: string
  readonly revokedAt: string | null
  /** Listings whose points it reset, and that still are without. */
  readonly pointsReset: number
}

export interface KnownApp {
  readonly reference: string
  readonly name: string
  readonly supportsPoints: boolean
}

export interface Token {
  readonly id: number
  readonly name: string
  readonly provider: string | null
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

export interface AppRequest {
  readonly id: number
  readonly at: string
  readonly app: string
  readonly appName: string
  readonly provider: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly code: string | null
  readonly ms: number
  readonly key: string | null
  readonly body: unknown
  readonly request: string
}
