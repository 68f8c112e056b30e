import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Policy } from '../domain/policy.ts';
import { placeObstacle } from './decide.ts';

/**
 * @returns the ids of the approval jobs that nobody may approve without a reason, by every rule for their place, so that
 *   a form has to ask for it in any case
 */
export function reasonHolds(
  policy: Policy | null,
  { projectSlug, branch, tag, workflows }: PipelineSnapshot,
  channelId: string,
): ReadonlySet<string> {
  const found = new Set<string>();
  if (policy === null || !policy.rules.some(({ reason }) => reason)) return found;
  for (const workflow of workflows) {
    for (const job of workflow.jobs) {
      if (job.type !== 'approval') continue;
      const place = {
        channel: channelId,
        project: projectSlug,
        branch,
        tag,
        workflow: workflow.name,
        job: job.name,
      };
      const rules = policy.rules.filter(
        (rule) =>
          rule.effect === 'allow' && rule.actions.includes('approve') && placeObstacle(rule, place) === null,
      );
      if (rules.length > 0 && rules.every(({ reason }) => reason)) found.add(job.id);
    }
  }
  return found;
}
