import type { Sentences } from '../../kit/language.ts'
import type { Seller } from './answers.ts'

export const PLANS: Sentences<Seller['plan']> = {
  professional: { ja: '大口出品', en: 'Professional' },
  individual: { ja: '小口出品', en: 'Individual' },
}

export const STANDINGS: Sentences<Seller['standing']> = {
  good: { ja: '良好', en: 'Good' },
  at_risk: { ja: '要注意', en: 'At risk' },
  suspended: { ja: '停止中', en: 'Suspended' },
}
