import type { Operation } from '../operation.ts'
import { deleteListingsItem } from './delete-item.ts'
import { getListingsItem } from './get-item.ts'
import { patchListingsItem } from './patch-item.ts'
import { putListingsItem } from './put-item.ts'
import { searchListingsItems } from './search-items.ts'

export const LISTINGS: readonly Operation[] = [
  getListingsItem,
  putListingsItem,
  patchListingsItem,
  deleteListingsItem,
  searchListingsItems,
]
