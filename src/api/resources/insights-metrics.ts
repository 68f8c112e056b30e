import { z } from 'zod';
import { list, maybe, maybeNumber, maybeText } from './common.ts';

/** Durations are seconds; rates and throughput are fractions and runs a day. Source: the OpenAPI description. */

const Durations = z.object({
  min: maybeNumber,
  mean: maybeNumber,
  median: maybeNumber,
  p95: maybeNumber,
  max: maybeNumber,
  standard_deviation: maybeNumber,
  total: maybeNumber,
});

const jobCounts = {
  total_runs: maybeNumber,
  successful_runs: maybeNumber,
  failed_runs: maybeNumber,
  success_rate: maybeNumber,
  throughput: maybeNumber,
  total_credits_used: maybeNumber,
  duration_metrics: maybe(Durations),
};

const workflowCounts = { ...jobCounts, mttr: maybeNumber };

export const WorkflowMetrics = z.object({
  name: z.string(),
  project_id: maybeText,
  window_start: maybeText,
  window_end: maybeText,
  metrics: z.object({ ...workflowCounts, total_recoveries: maybeNumber }),
});

export const WorkflowRun = z.object({
  id: z.string(),
  branch: maybeText,
  status: maybeText,
  duration: maybeNumber,
  created_at: z.string(),
  stopped_at: maybeText,
  credits_used: maybeNumber,
  is_approval: z.boolean().nullable().default(null),
});

export const JobMetrics = z.object({
  name: z.string(),
  window_start: maybeText,
  window_end: maybeText,
  metrics: z.object(jobCounts),
});

export const JobSeriesPoint = z.object({
  name: z.string(),
  timestamp: maybeText,
  min_started_at: maybeText,
  max_ended_at: maybeText,
  metrics: z.object({ ...jobCounts, median_credits_used: maybeNumber }),
});

export const WorkflowSummary = z.object({
  metrics: z.object({
    ...workflowCounts,
    completed_runs: maybeNumber,
    window_start: maybeText,
    window_end: maybeText,
  }),
  trends: maybe(
    z.object({
      total_runs: maybeNumber,
      failed_runs: maybeNumber,
      success_rate: maybeNumber,
      p95_duration_secs: maybeNumber,
      median_duration_secs: maybeNumber,
      total_credits_used: maybeNumber,
      mttr: maybeNumber,
      throughput: maybeNumber,
    }),
  ),
  workflow_names: list(z.string()),
});

const TestStatistics = z.object({
  test_name: maybeText,
  classname: maybeText,
  job_name: maybeText,
  file: maybeText,
  source: maybeText,
  flaky: z.boolean().nullable().default(null),
  failed_runs: maybeNumber,
  total_runs: maybeNumber,
  p95_duration: maybeNumber,
});

const TestRun = z.object({
  pipeline_number: maybeNumber,
  workflow_id: maybeText,
  success_rate: maybeNumber,
  test_counts: maybe(
    z.object({
      error: maybeNumber,
      failure: maybeNumber,
      skipped: maybeNumber,
      success: maybeNumber,
      total: maybeNumber,
    }),
  ),
});

export const TestMetrics = z.object({
  average_test_count: maybeNumber,
  total_test_runs: maybeNumber,
  most_failed_tests: list(TestStatistics),
  most_failed_tests_extra: maybeNumber,
  slowest_tests: list(TestStatistics),
  slowest_tests_extra: maybeNumber,
  test_runs: list(TestRun),
});

/** Kebab case, unlike the rest of insights. */
export const FlakyTest = z.object({
  'test-name': z.string(),
  classname: maybeText,
  file: maybeText,
  source: maybeText,
  'job-name': maybeText,
  'job-number': maybeNumber,
  'workflow-id': maybeText,
  'workflow-name': maybeText,
  'workflow-created-at': maybeText,
  'pipeline-number': maybeNumber,
  'times-flaked': maybeNumber,
  'time-wasted': maybeNumber,
});
