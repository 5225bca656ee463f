/**
 * `tamaru/rules`: every rule of the programme as a pure function from facts to a decision.
 *
 * Nothing here reads a clock, a file or a database; time and ids enter as data, and a "no" is a
 * returned `Refusal`. It runs in a browser, so that a preview is computed by the code that charges.
 */

export {
  ACCOUNTS,
  type Account,
  OUTSTANDING,
  type Unit,
  unitOf,
} from './book/accounts.ts'
export { POSTING_KINDS, type Posting, type PostingKind } from './book/posting.ts'
// Previews, and why a number is what it is
export { explainFee } from './explain/fee.ts'
export { explainPoints } from './explain/points.ts'
export { explainRefund, type RefundExplanation } from './explain/refund.ts'
export {
  explainSettlement,
  STATEMENT_FIGURES,
  type StatementFigure,
} from './explain/settlement.ts'
export { type Exact, STEPS, type Step, type StepCode } from './explain/steps.ts'
export {
  estimateFee,
  type FeeBase,
  feeRateOf,
  referralFee,
} from './fees/referral.ts'
// Names and refusals
export type { BuyerId, OrderId, SellerId } from './ids.ts'
// Numbers and time
export {
  AMOUNT_MAX,
  isAmount,
  type Points,
  points,
  pointsOf,
  type Yen,
  yen,
  yenOf,
} from './money/amount.ts'
export { nextPart, prorate } from './money/prorate.ts'
export {
  type BasisPoints,
  formatPercent,
  mulDiv,
  ROUNDINGS,
  type Rounding,
  WHOLE_BPS,
} from './money/ratio.ts'
// Offers and their prices
export { mayOfferPoints } from './offers/eligibility.ts'
export {
  type ColumnChoice,
  DEFAULT_COLUMNS,
  decideColumns,
  INVENTORY_COLUMNS,
  type InventoryColumn,
  isLocked,
} from './offers/inventory-columns.ts'
export {
  CONDITIONS,
  type Condition,
  type ConditionGroup,
  conditionGroup,
  type Offer,
  type OfferStatus,
  type PointsSetting,
  type SellerFacts,
  type Standing,
} from './offers/offer.ts'
export {
  decideAccountDefault,
  decideOfferPoints,
  type EffectivePoints,
  effectivePoints,
  type OfferPoints,
  type PointsAsk,
  type ShownPoints,
  shownPoints,
} from './offers/points.ts'
export { premiumCap } from './offers/premium-cap.ts'
export {
  decideNewOffer,
  decidePriceUpdate,
  type OfferChange,
  STOCK_MAX,
  type UpdatedOffer,
} from './offers/update.ts'
export {
  type OfferWarning,
  type UpdateSource,
  WARNINGS,
  type WarningCode,
} from './offers/warnings.ts'
// Orders, fees and refunds
export { type Cancelled, decideCancellation, decideQuantityChange } from './orders/cancel.ts'
export {
  type LineTerms,
  lineOf,
  lineTotal,
  type Order,
  type OrderLine,
  type OrderStatus,
  openQuantity,
  type Payment,
  statusOf,
} from './orders/order.ts'
export {
  decidePlacement,
  LINES_MAX,
  type Placed,
  type Purchase,
  QUANTITY_MAX,
} from './orders/place.ts'
export { decideDelivery, decideShipment, type Shipped, type ShippedUnits } from './orders/ship.ts'
export type { Units } from './orders/units.ts'
// The buyer's points, and the book of every movement
export { type BookChange, decideAdjustment, decideGrant } from './points/adjust.ts'
export {
  type BuyerBook,
  EMPTY_BOOK,
  type Lot,
  nextExpiry,
  outstanding,
} from './points/book.ts'
export {
  type Matured,
  mature,
  type Ripening,
  type VestingLine,
  wakeAt,
} from './points/mature.ts'
// Policy
export type {
  ClaimPoints,
  Expiry,
  FeeRate,
  LateReturn,
  Plan,
  Policy,
  Terms,
  Vesting,
} from './policy/policy.ts'
export { JAPAN, PRESET_WORDS, PRESETS, type PresetName, policyName } from './policy/presets.ts'
export { checkTerms, decideTerms, type TermsChange } from './policy/terms.ts'
export {
  type Announcement,
  announce,
  nextPolicyAfter,
  policyAt,
  policyVersion,
  type Timeline,
} from './policy/timeline.ts'
export {
  type FeePreview,
  type OfferPreview,
  type OfferQuestion,
  previewFee,
  previewOffer,
} from './previews/offer.ts'
export { type Quote, type QuotedLine, quoteCart } from './previews/quote.ts'
export { previewRefund, type RefundPreview, type RefundQuestion } from './previews/refund.ts'
export { offerAt, type PricedOffer } from './pricing/at-price.ts'
export { competitivePrice } from './pricing/competitive.ts'
export { type ExpectedPrice, expectedPrice } from './pricing/expected-price.ts'
export {
  type Contender,
  type Defeat,
  type Ineligibility,
  type Ranking,
  rankOffers,
  type Standpoint,
  type Victory,
} from './pricing/featured.ts'
export {
  automationPrice,
  type Costs,
  landedPrice,
  netOfPoints,
  outlay,
} from './pricing/landed.ts'
export {
  decideReprice,
  type HoldReason,
  LOWERED_MAX,
  LOWERED_WITHIN,
  type Reprice,
  type RepriceReason,
} from './pricing/reprice.ts'
export {
  decidePricingRule,
  PRICING_TARGETS,
  type PricingRule,
  type PricingStep,
  type PricingTarget,
} from './pricing/rule.ts'
export { type Simulation, simulateRule } from './pricing/simulate.ts'
export type { RefundAmounts, RefundAsk } from './refunds/amounts.ts'
export {
  decideRefund,
  type RefundCause,
  type Refunded,
  type RefundedLine,
  type RefundLineAsk,
} from './refunds/refund.ts'
export { isRefusal, type Refusal, type RefusalCode, refuse } from './refusal.ts'
export { REFUSALS, type RefusalKind } from './refusals.ts'

// Settlement
export { type Period, periodAt, periodsBetween } from './settlement/periods.ts'
export {
  decideSettlement,
  type Settlement,
  STATEMENT_LINES,
  type StatementLine,
  statementLineOf,
} from './settlement/settle.ts'
export { FIGURE_WORDS, STATEMENT_WORDS } from './settlement/words.ts'
export {
  addMonths,
  after,
  DAY,
  formatTokyo,
  formatUtc,
  HOUR,
  type Instant,
  instantOf,
  later,
  MINUTE,
  parseInstant,
  tokyo,
  tokyoMidnight,
} from './time/instant.ts'
