/**
 * How much the tests of reliability do: enough to notice a mistake with every change, or, with
 * `npm run test:long`, as much as docs/reliability.md promises.
 */
export const LONG = process.env.TAMARU_LONG === '1'

/** The count of a usual run, or of a long one. */
export const count = (usual: number, long: number): number => (LONG ? long : usual)

/** Milliseconds that a test may take. */
export const patience = (usual: number): number => (LONG ? 4 * 3_600_000 : usual)
