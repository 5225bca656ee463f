/** Every page of the operator's menu, by its address. */
export const PAGES = [
  ['home', '/operator'],
  ['liability', '/operator/liability'],
  ['ledger', '/operator/ledger'],
  ['proof', '/operator/proof'],
  ['settlements', '/operator/settlements'],
  ['clock', '/operator/clock'],
] as const
