/**
 * Signs that Unicode has twice, and Windows' Shift_JIS (cp932) once: a text typed on another
 * system has the left form, every cp932 file is read as the right one. Without this 〜, − and their
 * like could not be written to a file at all.
 */
const TWINS: Readonly<Record<string, string>> = {
  '\u301c': '\uff5e', // 〜 wave dash, ～ fullwidth tilde
  '\u2212': '\uff0d', // − minus, － fullwidth hyphen-minus
  '\u2016': '\u2225', // ‖ double vertical line, ∥ parallel to
  '\u00a2': '\uffe0', // ¢
  '\u00a3': '\uffe1', // £
  '\u00ac': '\uffe2', // ¬
  '\u2014': '\u2015', // — em dash, ― horizontal bar
  '\u00a5': '\uffe5', // ¥, which would otherwise become a backslash
  '\u203e': '\uffe3', // ‾ overline, which would otherwise become a tilde
}

const LEFT = new RegExp(`[${Object.keys(TWINS).join('')}]`, 'g')
const UNTWINNED = new Map(Object.entries(TWINS).map(([left, right]) => [right, left]))
const RIGHT = new RegExp(`[${[...UNTWINNED.keys()].join('')}]`, 'g')

/** The text as it comes back from a cp932 file. */
export const asWindows = (text: string): string => text.replace(LEFT, (sign) => TWINS[sign] ?? sign)

/** The text in the other spelling, as it may have been before a cp932 file. */
export const asUnicode = (text: string): string =>
  text.replace(RIGHT, (sign) => UNTWINNED.get(sign) ?? sign)

/** Whether the text can be told from what a cp932 file makes of it: it has one spelling only. */
export const survivesWindows = (text: string): boolean => {
  const windows = asWindows(text)
  return windows === text || asUnicode(windows) === text
}
