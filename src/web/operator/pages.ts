import type { PageGroup } from '../console/pages.ts'

/** Every page of the operator console, in the order of its menu; see ARCHITECTURE, "A console's page". */
export const GROUPS: readonly PageGroup[] = []
