import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** How a delivery of CircleCI's ended. */
export type DeliveryOutcome =
  | 'stored'
  | 'duplicate'
  | 'ping'
  | 'bad-signature'
  | 'bad-payload'
  | 'too-large'
  | 'wrong-type'
  | 'wrong-method'
  | 'too-slow'
  | 'aborted'
  | 'overloaded'
  | 'storage-failed'
  | 'failed';

export function intakeMetrics(registry: Registry) {
  const deliveries = new Counter({
    name: 'chatops_webhook_deliveries_total',
    help: 'Webhook deliveries by how they ended.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const answer = new Histogram({
    name: 'chatops_webhook_answer_seconds',
    help: 'Time from the first byte of a delivery to its answer.',
    labelNames: ['outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const batch = new Histogram({
    name: 'chatops_webhook_batch_size',
    help: 'Deliveries stored by one insert.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'chatops_webhook_waiting',
    help: 'Deliveries that wait for an insert.',
    registers: [registry],
  });
  const lag = new Histogram({
    name: 'chatops_event_lag_seconds',
    help: 'Time from what happened in CircleCI to when it was applied here.',
    labelNames: ['type'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    registers: [registry],
  });
  const repaired = new Counter({
    name: 'chatops_pipelines_repaired_total',
    help: 'Pipelines of which something was found late that no webhook had told.',
    registers: [registry],
  });
  const lateness = new Histogram({
    name: 'chatops_repair_lateness_seconds',
    help: 'How late what no webhook had told was found.',
    buckets: [180, 300, 600, 1800, 3600, 7200, 21_600, 86_400],
    registers: [registry],
  });
  return {
    delivery(outcome: DeliveryOutcome, seconds: number): void {
      deliveries.inc({ outcome });
      answer.observe({ outcome }, seconds);
    },
    deliveriesStored(size: number): void {
      batch.observe(size);
    },
    deliveriesWaiting(count: number): void {
      waiting.set(count);
    },
    /** @param type one of the two completion events, so that the label stays bounded */
    eventApplied(type: 'workflow-completed' | 'job-completed', lagSeconds: number): void {
      lag.observe({ type }, Math.max(0, lagSeconds));
    },
    pipelineRepaired(lateSeconds: number): void {
      repaired.inc();
      lateness.observe(lateSeconds);
    },
  };
}
