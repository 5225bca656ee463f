import { type PageGroup, page } from '../console/pages.ts'

/** Every page of the seller console, in the order of its menu; see ARCHITECTURE, "A console's page". */
export const GROUPS: readonly PageGroup[] = [
  {
    title: { ja: '在庫', en: 'Inventory' },
    pages: [
      page(
        '/seller/inventory',
        { ja: '在庫管理', en: 'Manage inventory' },
        {
          ja: '価格とポイント、在庫を見て、変える。',
          en: 'See and change price, points and stock.',
        },
        () => import('./inventory/inventory-page.tsx'),
      ),
    ],
  },
]
