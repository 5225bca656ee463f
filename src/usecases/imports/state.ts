/**
 * The life of an uploaded file. Checking writes nothing; it is what a preview shows.
 *
 * | state        | next                                                  |
 * |--------------|-------------------------------------------------------|
 * | receiving    | checking, or applying when asked for with the file    |
 * | checking     | checked                                               |
 * | checked      | applying, when asked for                              |
 * | applying     | applied; checked, when the whole was refused          |
 * | applied      | rolling_back, when asked for                          |
 * | rolling_back | rolled_back                                           |
 *
 * A change over a filter is kept beside files. It begins with applying, and can be stopped:
 *
 * | state        | next                                                  |
 * |--------------|-------------------------------------------------------|
 * | applying     | applied; stopping, when asked for                     |
 * | stopping     | stopped, after the batch under way; applied           |
 * | stopped      | applying or rolling_back, when asked for              |
 */
export type ImportState =
  | ('receiving' | 'checking' | 'checked' | 'applying' | 'applied')
  | ('stopping' | 'stopped' | 'rolling_back' | 'rolled_back' | 'failed')

export type Phase = 'check' | 'apply'

/** Which of its batches a file in this state is to be told from. */
export const phaseOf = (state: ImportState): Phase =>
  state === 'checking' || state === 'checked' ? 'check' : 'apply'
