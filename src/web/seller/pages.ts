import { innerPage, type PageGroup, page } from '../console/pages.ts'

/**
 * Every page of the seller console, in the order of its menu; see ARCHITECTURE, "A console's page".
 */
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
      page(
        '/seller/bulk-changes',
        { ja: '一括変更の履歴', en: 'Bulk changes' },
        {
          ja: '一括変更の進み具合と結果を見る。元に戻す。',
          en: 'How far each is and what came of it; undo one.',
        },
        () => import('./inventory/bulk/changes-page.tsx'),
      ),
      page(
        '/seller/add-product',
        { ja: '商品登録', en: 'Add a product' },
        { ja: '商品を検索して出品する。新しい商品も。', en: 'Find what you sell, or make it new.' },
        () => import('./add-product/add-product-page.tsx'),
      ),
      innerPage(
        '/seller/add-product/:asin',
        { ja: '出品', en: 'Offer' },
        () => import('./add-product/offer-page.tsx'),
      ),
      page(
        '/seller/imports',
        { ja: 'ファイルで一括登録・更新', en: 'Upload a file of listings' },
        {
          ja: 'TSV・CSVで、確認してから反映する。',
          en: 'TSV or CSV, looked at before it is written.',
        },
        () => import('./imports/import-page.tsx'),
      ),
      page(
        '/seller/default-points',
        { ja: '既定のポイント率', en: 'Default percentage' },
        {
          ja: '全出品の既定と、SKUごとの例外。',
          en: 'One percentage for all, and its exceptions.',
        },
        () => import('./default-points/default-points-page.tsx'),
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
      page(
        '/seller/claims',
        { ja: '保証申請・チャージバック', en: 'Claims and chargebacks' },
        {
          ja: '購入者からの申請と結果、返金された金額を見る。',
          en: 'What buyers claimed, what was decided, and what it took.',
        },
        () => import('./claims/claims-page.tsx'),
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
        '/seller/pricing',
        { ja: '自動価格調整', en: 'Automate Pricing' },
        {
          ja: '競合に合わせて価格を自動的に設定する。',
          en: 'Let prices follow the competition.',
        },
        () => import('./pricing/rules-page.tsx'),
      ),
      innerPage(
        '/seller/pricing/:sku',
        { ja: '価格ルール', en: 'Pricing rule' },
        () => import('./pricing/rule-page.tsx'),
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
      page(
        '/seller/returns',
        { ja: 'ポイントの効果', en: 'Returns on points' },
        {
          ja: 'ポイント費用に対して、販売数とカート獲得がどう変わったかを見る。',
          en: 'What points cost, and what came with them.',
        },
        () => import('./returns/returns-page.tsx'),
      ),
    ],
  },
  {
    title: { ja: 'アカウント', en: 'Account' },
    pages: [
      page(
        '/seller/notices',
        { ja: 'お知らせ', en: 'Notices' },
        {
          ja: 'ルールの変更と、自分の出品への影響。',
          en: 'Changes of the rules, and what they change for you.',
        },
        () => import('./notices/notices-page.tsx'),
      ),
      page(
        '/seller/agreement',
        { ja: 'ポイントサービス利用規約', en: 'Points service agreement' },
        { ja: '規約を確認し、同意する。', en: 'Read it, and accept it.' },
        () => import('./agreement/agreement-page.tsx'),
      ),
      page(
        '/seller/apps',
        { ja: 'アプリ連携', en: 'Apps' },
        {
          ja: '連携中のアプリとその権限、ポイントへの対応、APIキー。',
          en: 'Connected apps, what they may do, whether they know points; keys.',
        },
        () => import('./apps/apps-page.tsx'),
      ),
      innerPage(
        '/seller/consent',
        { ja: 'アプリの許可', en: 'Let an app in' },
        () => import('./apps/consent-page.tsx'),
      ),
      page(
        '/seller/app-changes',
        { ja: 'アプリが変更した内容', en: 'What apps changed' },
        {
          ja: 'どの出品を何から何に変えたか。リセットされたポイントを元に戻す。',
          en: 'Which listings, from what to what; points that were reset come back.',
        },
        () => import('./apps/changes-page.tsx'),
      ),
      page(
        '/seller/requests',
        { ja: 'アプリのリクエスト', en: 'Requests of apps' },
        {
          ja: 'アプリが送信したリクエストとその結果。',
          en: 'What apps asked, and what they were answered.',
        },
        () => import('./apps/requests-page.tsx'),
      ),
      page(
        '/seller/notifications',
        { ja: '通知の設定', en: 'Notifications' },
        {
          ja: '何をどこへ通知するか。連携アプリが受け取る通知も。',
          en: 'What is told where, your apps’ subscriptions among it.',
        },
        () => import('./notifications/notifications-page.tsx'),
      ),
      page(
        '/seller/deliveries',
        { ja: '通知の配信', en: 'Notification deliveries' },
        {
          ja: '送信した通知とその結果。失敗した通知の再送も。',
          en: 'What became of each notification; those that failed are sent again.',
        },
        () => import('./deliveries/deliveries-page.tsx'),
      ),
      page(
        '/seller/account',
        { ja: 'アカウント情報', en: 'Your account' },
        { ja: 'プラン、振込先、変更履歴。', en: 'Plan, bank account, and history.' },
        () => import('./account/account-page.tsx'),
      ),
    ],
  },
]
