import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { Policy } from '../domain/policy.ts';
import { slugsOfAll } from '../projects/known.ts';
import { requestOf } from './ask.ts';
import { decide } from './decide.ts';

/** Slack waits three seconds for a typeahead; the rest is for the database and the way back. */
const HURRY_MS = 1_500;

/**
 * @param channelId where the run would be asked for
 * @returns those of the projects in which the person may run something: on some branch or tag, or once they give a
 *   reason or connect. All of them without a policy; none when Slack does not say in time who the person is
 */
export async function projectsToRun<Project extends { readonly slug: string }>(
  ctx: Pick<Context, 'db' | 'slack' | 'log' | 'now' | 'policy'>,
  { teamId, userId }: Pick<Actor, 'teamId' | 'userId'>,
  channelId: string | null,
  projects: readonly Project[],
): Promise<Project[]> {
  const policy = ctx.policy.current();
  if (policy === null) return [...projects];
  const nowhere = { channel: channelId, project: null, branch: null, tag: null, workflow: null, job: null };
  const question = { startedBy: null, triggerActor: null, hasReason: false };
  const asked = requestOf(ctx, policy, { teamId, userId }, { ...question, action: 'run', place: nowhere });
  const request = await inTime(asked);
  if (request === null) return [];
  const rules = onSomeRef(policy);
  const names = await slugsOfAll(
    ctx.db,
    projects.map(({ slug }) => slug),
  );
  return projects.filter(({ slug: project }) => {
    const place = { ...nowhere, project, slugs: names.get(project) ?? [project] };
    const { allowed, missing } = decide(rules, { ...request, place });
    return allowed || missing.length > 0;
  });
}

async function inTime<T>(asked: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), HURRY_MS);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    asked.catch(() => {});
  }
}

/** Made once for as long as the rules live. */
const made = new WeakMap<Policy, Policy>();

/** The branch is chosen after the project: what one branch is allowed counts, what one is denied does not. */
function onSomeRef(policy: Policy): Policy {
  const known = made.get(policy);
  if (known !== undefined) return known;
  const rules = policy.rules
    .filter(({ effect, where }) => effect === 'allow' || (where.branch === null && where.tag === null))
    .map((rule) => ({ ...rule, where: { ...rule.where, branch: null, tag: null } }));
  const result = { ...policy, rules };
  made.set(policy, result);
  return result;
}
