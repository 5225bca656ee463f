/**
 * An error as the log may keep it: where it happened and what kind it is. A message can carry what
 * somebody sent (PostgreSQL quotes values in its own), so only our own messages are kept.
 */
export function safeError(error: Error & { code?: unknown; severity?: unknown }): object {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const { name, code, constraint, table, column } = error as unknown as Record<string, unknown>
  const ours = error.severity === undefined
  return {
    name,
    ...(ours ? { message: error.message } : { constraint, table, column }),
    ...(code === undefined ? {} : { code }),
    frames: frames.slice(0, 10).map((line) => line.trim()),
  }
}
