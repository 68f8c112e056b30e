import { Registry } from 'prom-client';
import { applicationMetrics } from './metrics-application.ts';
import { intakeMetrics } from './metrics-intake.ts';
import { outboundMetrics } from './metrics-outbound.ts';
import { processMetrics } from './metrics-process.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Every figure the program publishes, on a registry of its own so that two programs in one process (as in
 * tests) do not share them. One function per business event; labels are bounded sets, never ids.
 */
export function createMetrics() {
  const registry = new Registry();
  processMetrics(registry);
  return {
    ...intakeMetrics(registry),
    ...outboundMetrics(registry),
    ...applicationMetrics(registry),
    /** Prometheus text format. */
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
