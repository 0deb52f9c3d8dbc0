import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { logSizes } from "./disk.ts";
import type { Places } from "./places.ts";

/**
 * Small at rest (with the program below 250 MB), and yet a roster of 424,000 lines goes in by COPY without a
 * checkpoint on the way. Nothing here trades safety: fsync and synchronous_commit stay on.
 */
const settings = {
  max_connections: "60",
  superuser_reserved_connections: "3",
  shared_buffers: "'96MB'",
  work_mem: "'8MB'",
  maintenance_work_mem: "'96MB'",
  effective_cache_size: "'1GB'",
  random_page_cost: "1.2",
  checkpoint_timeout: "'15min'",
  wal_compression: "on",
  wal_level: "replica", // an online backup needs it
  max_wal_senders: "2",
  max_replication_slots: "2",
  max_logical_replication_workers: "0",
  io_method: "sync", // the three I/O workers of the default cost memory and gain nothing at this size
  autovacuum_max_workers: "2",
  jit: "off",
  fsync: "on",
  synchronous_commit: "on",
  password_encryption: "'scram-sha-256'",
  timezone: "'UTC'",
  log_timezone: "'UTC'",
  // Rows, parameters and statements hold personal data: the log says what failed, never with which values.
  log_min_messages: "warning",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
  log_checkpoints: "off",
};

/** Writes the server's settings anew at each start; an operator's own belong into `custom.conf`. */
export function writeSettings(
  { cluster, dataFolder }: Places,
  place: { socketFolder?: string; port: number },
): void {
  const listen = place.socketFolder
    ? `listen_addresses = ''\nunix_socket_directories = '${place.socketFolder.replaceAll("'", "''")}'\nunix_socket_permissions = 0700`
    : "listen_addresses = '127.0.0.1'\nunix_socket_directories = ''";
  const log = logSizes(dataFolder);
  const all = { ...settings, min_wal_size: log.min, max_wal_size: log.max };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${value}`);
  writeFileSync(
    join(cluster, "postgresql.conf"),
    `# 由同舟在每次启动时写入。需要调整的设置请写在同一文件夹的 custom.conf 中。\n${lines.join("\n")}\n${listen}\nport = ${place.port}\ninclude_if_exists = 'custom.conf'\n`,
  );
}
