import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { list, maybeText } from './common.ts';

/** Self-hosted runners. Source: CircleCI docs, "Self-hosted runner API". On its own host on Cloud. */

const Runner = z.object({
  name: z.string(),
  resource_class: z.string(),
  hostname: maybeText,
  first_connected: maybeText,
  last_connected: maybeText,
  last_used: maybeText,
  version: maybeText,
});

const name = z.string().min(1);
/** One of the two is needed. */
const Filter = z.union([
  z.strictObject({ 'resource-class': name, namespace: name.optional() }),
  z.strictObject({ 'resource-class': name.optional(), namespace: name }),
]);
const ResourceClass = z.strictObject({ 'resource-class': name });

const rows = <V extends 'v2' | 'v3'>(api: V) => ({
  list: endpoint({
    method: 'GET',
    path: '/runner',
    query: Filter,
    response: z.object({ items: list(Runner) }),
    host: 'runner',
    api,
  }),
  /** Tasks nobody has taken yet. */
  tasks: endpoint({
    method: 'GET',
    path: '/runner/tasks',
    query: ResourceClass,
    response: z.object({ unclaimed_task_count: z.number().int() }),
    host: 'runner',
    api,
  }),
  runningTasks: endpoint({
    method: 'GET',
    path: '/runner/tasks/running',
    query: ResourceClass,
    response: z.object({ running_runner_tasks: z.number().int() }),
    host: 'runner',
    api,
  }),
});

/** The API of today. */
export const runner = rows('v3');
/** What older Servers have. */
export const runnerV2 = rows('v2');
