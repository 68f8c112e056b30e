import { Gauge, type Registry } from 'prom-client';

/** Memory and uptime of this process, read when asked. */
export function processMetrics(registry: Registry): void {
  new Gauge({
    name: 'chatops_process_resident_memory_bytes',
    help: 'Resident memory of this process.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: 'chatops_process_uptime_seconds',
    help: 'Seconds since this process started.',
    registers: [registry],
    collect() {
      this.set(process.uptime());
    },
  });
}
