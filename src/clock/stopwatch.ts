/** Measures how long something takes: call it to begin, call the result for the seconds so far. */
export function stopwatch(): () => number {
  const start = performance.now()
  return () => Math.round(performance.now() - start) / 1_000
}
