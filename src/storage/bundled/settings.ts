/**
 * Settings of the bundled server. What makes a commit durable is on, as by default, and is said here so that it can be
 * seen; the rest keeps a server small that has one user. Source: PostgreSQL 18 docs, “Server Configuration”.
 */
const SETTINGS = {
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  max_connections: '40',
  shared_buffers: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  // No process of its own for what is not used: replication, asynchronous reads, parallel queries.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  io_method: 'sync',
  max_parallel_workers_per_gather: '0',
  jit: 'off',

  // One file for each day of the week, begun again after seven days.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_checkpoints: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
} as const;

/** How programs of this machine reach the server. */
export type Address =
  /** A Unix socket in the data folder, which only its owner can enter, so that no password is needed. */
  | { readonly kind: 'socket' }
  /** A port of the loopback interface with a password: Node.js has no Unix sockets on Windows. */
  | { readonly kind: 'tcp'; readonly port: number };

/** @returns arguments of `postgres` */
export function serverArguments(address: Address): readonly string[] {
  const place =
    address.kind === 'socket'
      ? // Relative to the data folder, so that its path may have any characters.
        { listen_addresses: '', unix_socket_directories: '.', port: '5432' }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(address.port) };
  return Object.entries({ ...place, ...SETTINGS }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
