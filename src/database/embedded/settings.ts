/** Settings of postgresql.conf by name. */
export type Settings = Record<string, string | number>

/**
 * For a small machine that also runs the rest of Tamaru. Nothing that makes a commit durable is
 * touched (fsync, synchronous_commit and full_page_writes stay on). `alter system set …` wins over
 * these, so an operator can tune the embedded server like any other.
 */
const DEFAULTS: Settings = {
  // Only this machine, only with a password; a socket file would need a short path.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  // The indexes of some millions of postings fit: below that, every random key is a read and a write.
  shared_buffers: '512MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // Fewer checkpoints mean fewer full page images in the log, which a busy ledger feels most.
  max_wal_size: '2GB',
  min_wal_size: '128MB',
  checkpoint_timeout: '15min',
  wal_buffers: '16MB',
  // Nobody replicates from it; less is written.
  wal_level: 'minimal',
  max_wal_senders: 0,
  random_page_cost: 1.1,
  // Compiling a query costs more than the queries of a ledger do.
  jit: 'off',
  // Postings only ever grow: look at them for the visibility map and statistics in good time.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'iso, ymd',
  log_line_prefix: '%m [%p] %a ',
  log_checkpoints: 'off',
}

/** The whole of postgresql.conf. */
export function configuration(port: number, settings: Settings): string {
  const lines = Object.entries({ ...DEFAULTS, ...settings, port }).map(
    ([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'`,
  )
  return ['# Written by Tamaru at every start. Use "alter system set …".', ...lines, ''].join('\n')
}

/** The whole of pg_hba.conf: everybody who knows a password, from this machine. */
export const ACCESS = 'host all all 127.0.0.1/32 scram-sha-256\n'
