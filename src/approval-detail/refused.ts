import type { Context } from '../context.ts';
import { contextVerdict } from '../domain/approval-detail.ts';
import type { RefusedContext } from '../domain/outcome.ts';
import type { Person } from '../identities/store.ts';
import { membershipOf } from './membership.ts';
import { loadDetails } from './store.ts';

/**
 * Which contexts CircleCI would refuse to the jobs that an approval lets go on, as far as it is known: before anything
 * was gathered, nothing is. CircleCI is asked about the person only where a context is for some people.
 */
export async function refusedContexts(
  ctx: Pick<Context, 'circleci' | 'config' | 'db' | 'log' | 'now'>,
  person: Person,
  pipelineId: string,
  { workflowId, jobId }: { readonly workflowId: string; readonly jobId: string },
): Promise<RefusedContext[]> {
  const details = (await loadDetails(ctx.db, [pipelineId])).get(pipelineId) ?? [];
  const detail = details.find((one) => one.workflowId === workflowId && one.jobId === jobId);
  const uses = detail?.contexts?.uses.filter(({ later }) => !later) ?? [];
  const isForSome = uses.some(({ limits }) => limits !== null && limits.groups.length > 0);
  const organization = detail?.contexts?.organization ?? null;
  const membership = isForSome ? await membershipOf(ctx, person, organization) : 'unknown';
  return uses.flatMap((use) => {
    const verdict = contextVerdict(use, membership);
    return verdict.kind === 'refused' ? [{ name: use.name, why: verdict.why }] : [];
  });
}
