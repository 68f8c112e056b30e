import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Calls to Slack and to CircleCI. */
export function outboundMetrics(registry: Registry) {
  const slack = new Counter({
    name: 'chatops_slack_calls_total',
    help: 'Calls of Slack’s Web API by method and outcome (ok, or Slack’s error code).',
    labelNames: ['method', 'outcome'],
    registers: [registry],
  });
  const plainText = new Counter({
    name: 'chatops_slack_plain_text_total',
    help: 'Messages that went out as text, because Slack refused their blocks.',
    labelNames: ['method'],
    registers: [registry],
  });
  const slackSeconds = new Histogram({
    name: 'chatops_slack_call_seconds',
    help: 'Duration of calls of Slack’s Web API.',
    labelNames: ['method'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const circleci = new Counter({
    name: 'chatops_circleci_calls_total',
    help: 'Calls of CircleCI’s API by endpoint and class of answer (2xx, 4xx, 429, 5xx, error).',
    labelNames: ['endpoint', 'status'],
    registers: [registry],
  });
  const circleciSeconds = new Histogram({
    name: 'chatops_circleci_call_seconds',
    help: 'Duration of calls of CircleCI’s API.',
    labelNames: ['endpoint'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const pause = new Gauge({
    name: 'chatops_circleci_pause_seconds',
    help: 'Seconds for which background calls still wait because CircleCI asked for it; 0 when they do not.',
    registers: [registry],
  });
  const delivery = new Histogram({
    name: 'chatops_delivery_seconds',
    help: 'Time from what happened in CircleCI to Slack’s answer that a card shows it.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    registers: [registry],
  });
  return {
    /** Slack answered. Mere progress, which is collected on purpose, is not measured. */
    cardDelivered(seconds: number): void {
      delivery.observe(Math.max(0, seconds));
    },
    /** @param outcome `ok`, or Slack's error code, which is a bounded set */
    slackCall(method: string, outcome: string, seconds: number): void {
      slack.inc({ method, outcome });
      slackSeconds.observe({ method }, seconds);
    },
    sentAsPlainText(method: string): void {
      plainText.inc({ method });
    },
    circleciPause(seconds: number): void {
      pause.set(seconds);
    },
    /**
     * @param endpoint the row's name or path template, never a path with ids
     * @param status HTTP status, or null when no answer came
     */
    circleciCall(endpoint: string, status: number | null, seconds: number): void {
      circleci.inc({ endpoint, status: statusClass(status) });
      circleciSeconds.observe({ endpoint }, seconds);
    },
  };
}

function statusClass(status: number | null): string {
  if (status === null) return 'error';
  // Told apart from the other 4xx because it says "slow down", not "wrong".
  return status === 429 ? '429' : `${Math.floor(status / 100)}xx`;
}
