import type { Condition, ConditionGroup } from '../../rules/offers/offer.ts'

/** The words for conditions in Pricing v0 and 2022-05-01. Nothing here is ever of the last one. */
export const ITEM_CONDITIONS = ['New', 'Used', 'Collectible', 'Refurbished', 'Club'] as const

export type ItemCondition = (typeof ITEM_CONDITIONS)[number]

const WORDS: Readonly<Record<ConditionGroup, Exclude<ItemCondition, 'Club'>>> = {
  new: 'New',
  used: 'Used',
  collectible: 'Collectible',
  refurbished: 'Refurbished',
}

/** `New`, `Used` … of a group of conditions. */
export const itemCondition = (group: ConditionGroup): Exclude<ItemCondition, 'Club'> => WORDS[group]

/** The group that a word names; undefined for what nothing is ever of. */
export const groupOf = (word: string): ConditionGroup | undefined =>
  (Object.keys(WORDS) as ConditionGroup[]).find((group) => WORDS[group] === word)

/** A condition within its group: Pricing v0 has `very_good`, 2022-05-01 `VeryGood`. */
const SUB_CONDITIONS = {
  like_new: ['mint', 'Mint'],
  very_good: ['very_good', 'VeryGood'],
  good: ['good', 'Good'],
  acceptable: ['acceptable', 'Acceptable'],
} as const

type Graded = keyof typeof SUB_CONDITIONS

const gradeOf = (condition: Condition): Graded | undefined =>
  condition.includes('_') ? (condition.slice(condition.indexOf('_') + 1) as Graded) : undefined

/** `new`, `mint`, `very_good` … as offers in Pricing v0 have it. */
export function subCondition(condition: Condition): string {
  const grade = gradeOf(condition)
  return grade === undefined ? condition : SUB_CONDITIONS[grade][0]
}

/** `New`, `Mint`, `VeryGood` … as offers in Pricing 2022-05-01 have it. */
export function capitalSubCondition(condition: Condition) {
  const grade = gradeOf(condition)
  if (grade !== undefined) return SUB_CONDITIONS[grade][1]
  return condition === 'new' ? ('New' as const) : ('Refurbished' as const)
}
