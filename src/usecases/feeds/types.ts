/** The feeds that are processed here, and in which form each comes. */
const FORMS = {
  POST_FLAT_FILE_OFFER_POINTS_PREFERENCE_DATA: 'flat',
  POST_FLAT_FILE_PRICEANDQUANTITYONLY_UPDATE_DATA: 'flat',
  POST_FLAT_FILE_INVLOADER_DATA: 'flat',
  POST_FLAT_FILE_LISTINGS_DATA: 'flat',
  POST_PRODUCT_PRICING_DATA: 'xml',
  JSON_LISTINGS_FEED: 'json',
} as const

export type FeedType = keyof typeof FORMS
export type FeedForm = (typeof FORMS)[FeedType]

/** Those whose file is tab-separated. */
export type FlatFileType = {
  [Type in FeedType]: (typeof FORMS)[Type] extends 'flat' ? Type : never
}[FeedType]

export const FEED_TYPES = Object.keys(FORMS) as readonly FeedType[]

export const formOf = (type: FeedType): FeedForm => FORMS[type]

export const isFlat = (type: FeedType): type is FlatFileType => FORMS[type] === 'flat'
