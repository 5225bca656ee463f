import { innerPage, type PageGroup, page } from '../console/pages.ts'

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
  {
    title: { ja: '注文', en: 'Orders' },
    pages: [
      page(
        '/seller/orders',
        { ja: '注文管理', en: 'Orders' },
        {
          ja: '発送を確認し、キャンセルや返金をする。',
          en: 'Confirm shipments, cancel and refund.',
        },
        () => import('./orders/orders-page.tsx'),
      ),
      innerPage(
        '/seller/orders/:order',
        { ja: '注文', en: 'Order' },
        () => import('./orders/order-page.tsx'),
      ),
      innerPage(
        '/seller/orders/:order/refund',
        { ja: '返金・返品', en: 'Refund' },
        () => import('./orders/refund-page.tsx'),
      ),
    ],
  },
  {
    title: { ja: '売上とポイント', en: 'Proceeds and points' },
    pages: [
      page(
        '/seller/settlements',
        { ja: '決済レポート', en: 'Settlements' },
        {
          ja: '期間ごとの売上金とお支払い額、PDFやCSV。',
          en: 'Proceeds and payouts by period, as PDF and CSV too.',
        },
        () => import('./settlements/settlements-page.tsx'),
      ),
      innerPage(
        '/seller/settlements/:period',
        { ja: '決済レポート', en: 'Settlement' },
        () => import('./settlements/statement-page.tsx'),
      ),
      page(
        '/seller/calculator',
        { ja: 'ポイント計算', en: 'Points calculator' },
        {
          ja: '手数料とポイント費用、手取りとカート獲得の見込みを計算する。',
          en: 'Fee, points cost, proceeds, and the chance to be featured.',
        },
        () => import('./calculator/calculator-page.tsx'),
      ),
    ],
  },
]
