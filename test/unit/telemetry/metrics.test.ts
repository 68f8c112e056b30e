import { expect, it } from 'vitest';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

it('counts what it is told, under bounded labels', async () => {
  const metrics = createMetrics();
  metrics.delivery('stored', 0.004);
  metrics.delivery('stored', 0.004);
  metrics.delivery('bad-signature', 0.001);
  metrics.slackCall('chat.update', 'ratelimited', 0.1);
  metrics.circleciCall('workflows.approve', 202, 0.2);
  metrics.circleciCall('workflows.approve', 429, 0.2);
  metrics.circleciCall('workflows.approve', null, 0.2);
  metrics.jobFinished('deliver-card', 'failed', 0.01);
  metrics.queueDepth('tidy', { waiting: 1, deferred: 2, active: 3, dead: 4 });
  metrics.actionSettled('approve', 'confirmed');
  metrics.eventApplied('job-completed', -5);
  const text = await metrics.render();
  for (const line of [
    'chatops_webhook_deliveries_total{outcome="stored"} 2',
    'chatops_webhook_deliveries_total{outcome="bad-signature"} 1',
    'chatops_slack_calls_total{method="chat.update",outcome="ratelimited"} 1',
    'chatops_circleci_calls_total{endpoint="workflows.approve",status="2xx"} 1',
    'chatops_circleci_calls_total{endpoint="workflows.approve",status="429"} 1',
    'chatops_circleci_calls_total{endpoint="workflows.approve",status="error"} 1',
    'chatops_job_seconds_count{job="deliver-card",outcome="failed"} 1',
    'chatops_queue_jobs{job="tidy",state="dead"} 4',
    'chatops_actions_total{kind="approve",state="confirmed"} 1',
    // A clock ahead of CircleCI's makes no negative lag.
    'chatops_event_lag_seconds_sum{type="job-completed"} 0',
  ]) {
    expect(text).toContain(line);
  }
});

it('keeps two programs in one process apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.delivery('ping', 0.001);
  expect(await other.render()).not.toContain('outcome="ping"');
});
