import { innerPage, type PageGroup, page } from '../console/pages.ts'

/** Every page of the operator console, in the order of its menu; see ARCHITECTURE, "A console's page". */
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
    ],
  },
]
