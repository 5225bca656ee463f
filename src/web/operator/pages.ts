import { innerPage, type PageGroup, page } from '../console/pages.ts'

/**
 * Every page of the operator console, in the order of its menu; see
 * ARCHITECTURE, "A console's page".
 */
export const GROUPS: readonly PageGroup[] = [
  {
    title: { ja: 'ポイント', en: 'Points' },
    pages: [
      page(
        '/operator/liability',
        { ja: 'ポイント残高の推移', en: 'Points over time' },
        {
          ja: '未使用残高と原資、付与・利用・失効の推移。',
          en: 'Outstanding and its backing, and what moved, day by day.',
        },
        () => import('./liability/liability-page.tsx'),
      ),
      page(
        '/operator/policies',
        { ja: 'プログラムのルール', en: 'Rules of the programme' },
        {
          ja: '版の履歴、予告、影響の確認。',
          en: 'Versions, announcing one, and what it would do.',
        },
        () => import('./policy/policies-page.tsx'),
      ),
      innerPage(
        '/operator/policies/new',
        { ja: '新しい版の予告', en: 'Announce a version' },
        () => import('./policy/announce-page.tsx'),
      ),
      page(
        '/operator/approvals',
        { ja: 'ポイントの承認', en: 'Points to approve' },
        { ja: '2人目の担当者による承認。', en: 'What waits for a second person.' },
        () => import('./points/approvals-page.tsx'),
      ),
      innerPage(
        '/operator/points/give',
        { ja: 'ポイントの付与・調整', en: 'Give or correct points' },
        () => import('./points/give-page.tsx'),
      ),
      page(
        '/operator/base-dates',
        { ja: '基準日報告', en: 'Base-date report' },
        {
          ja: '3月31日と9月30日の未使用残高。',
          en: 'What was outstanding on 31 March and 30 September.',
        },
        () => import('./liability/base-date-page.tsx'),
      ),
    ],
  },
  {
    title: { ja: '取引と参加者', en: 'Trade and people' },
    pages: [
      innerPage(
        '/operator/search',
        { ja: '検索', en: 'Search' },
        () => import('./search/search-page.tsx'),
      ),
      page(
        '/operator/orders',
        { ja: '注文', en: 'Orders' },
        { ja: '注文の内容、保証とチャージバック。', en: 'Orders, claims and chargebacks on them.' },
        () => import('./orders/orders-page.tsx'),
      ),
      innerPage(
        '/operator/orders/:order',
        { ja: '注文', en: 'Order' },
        () => import('./orders/order-page.tsx'),
      ),
      page(
        '/operator/claims',
        { ja: '保証の申請', en: 'Claims' },
        { ja: '購入者からの申請への対応。', en: 'What buyers ask for, and the decision.' },
        () => import('./claims/claims-page.tsx'),
      ),
      page(
        '/operator/sellers',
        { ja: '出品者', en: 'Sellers' },
        { ja: 'プラン、状態、規約、付与率。', en: 'Plan, standing, agreement, default %.' },
        () => import('./parties/sellers-page.tsx'),
      ),
      innerPage(
        '/operator/sellers/:seller',
        { ja: '出品者', en: 'Seller' },
        () => import('./parties/seller-page.tsx'),
      ),
      page(
        '/operator/buyers',
        { ja: '購入者', en: 'Buyers' },
        { ja: '残高とポイント履歴。', en: 'Balances and their history.' },
        () => import('./parties/buyers-page.tsx'),
      ),
      innerPage(
        '/operator/buyers/:buyer',
        { ja: '購入者', en: 'Buyer' },
        () => import('./parties/buyer-page.tsx'),
      ),
    ],
  },
  {
    title: { ja: '台帳と決済', en: 'Ledger and money' },
    pages: [
      page(
        '/operator/ledger',
        { ja: '台帳', en: 'Ledger' },
        { ja: '勘定から処理、仕訳まで。', en: 'From accounts to commands to postings.' },
        () => import('./ledger/ledger-page.tsx'),
      ),
      innerPage(
        '/operator/ledger/entries/:entry',
        { ja: '記録', en: 'Entry' },
        () => import('./ledger/entry-page.tsx'),
      ),
      page(
        '/operator/proof',
        { ja: '台帳の検証', en: 'Proof of the ledger' },
        { ja: '仕訳だけから台帳を証明する。', en: 'Prove the ledger from its entries alone.' },
        () => import('./ledger/proof-page.tsx'),
      ),
      page(
        '/operator/settlements',
        { ja: '決済', en: 'Settlement' },
        { ja: '決済の実行と出品者ごとの結果。', en: 'Run it, and see each seller’s result.' },
        () => import('./settlement/settlements-page.tsx'),
      ),
      innerPage(
        '/operator/settlements/:period',
        { ja: '決済結果', en: 'Results' },
        () => import('./settlement/period-page.tsx'),
      ),
    ],
  },
  {
    title: { ja: '管理', en: 'Administration' },
    pages: [
      page(
        '/operator/clock',
        { ja: 'サンドボックスの時計', en: 'Sandbox clock' },
        { ja: '時計を進め、起きたことを見る。', en: 'Advance it, and see what happens.' },
        () => import('./clock/clock-page.tsx'),
      ),
      page(
        '/operator/people',
        { ja: '利用者と役割', en: 'People and roles' },
        { ja: 'ログインできる人とその役割。', en: 'Who can log in, and as what.' },
        () => import('./access/people-page.tsx'),
      ),
      page(
        '/operator/tokens',
        { ja: 'アクセストークン', en: 'Access tokens' },
        { ja: 'APIを利用するプログラム。', en: 'Programs that use the API.' },
        () => import('./access/tokens-page.tsx'),
      ),
      page(
        '/operator/audit',
        { ja: '監査ログ', en: 'Audit log' },
        { ja: '運営担当者のすべての操作。', en: 'Everything that operators did.' },
        () => import('./access/audit-page.tsx'),
      ),
      page(
        '/operator/announcements',
        { ja: 'お知らせと配信', en: 'Announcements and delivery' },
        {
          ja: 'ルールの通知と、配信できなかったイベント。',
          en: 'What was announced, and what could not be sent on.',
        },
        () => import('./notices/announcements-page.tsx'),
      ),
    ],
  },
]
