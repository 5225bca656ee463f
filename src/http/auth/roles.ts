import type { Role } from '../../usecases/auth/principal.ts'

export const ROLES = ['buyer', 'seller', 'operator'] as const satisfies readonly Role[]
