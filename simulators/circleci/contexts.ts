import { uuidV3 } from './identity.ts';
import type { Job, Person, Project } from './model.ts';

/** A context of an organization and who and what may use it. */
export interface ContextSetup {
  /** `gh/acme` */
  readonly organization: string;
  readonly name: string;
  /** Slugs of the projects it is restricted to. */
  readonly projects?: readonly string[];
  /** `pipeline.git.branch == "main"` and its like; all have to hold. */
  readonly expressions?: readonly string[];
  /** Names of groups, of which the person has to be in one. */
  readonly groups?: readonly { readonly name: string; readonly logins: readonly string[] }[];
}

export interface SimulatedContext extends ContextSetup {
  readonly id: string;
}

/** @returns the contexts, with ids that are the same each time */
export function createContexts(setups: readonly ContextSetup[]): readonly SimulatedContext[] {
  return setups.map((setup) => ({ ...setup, id: uuidV3(`context ${setup.organization} ${setup.name}`) }));
}

/** A restriction as `GET /context/{id}/restrictions` lists it. */
export function restrictionsOf(
  context: SimulatedContext,
  projects: readonly Project[],
): Readonly<Record<string, string>>[] {
  const row = (type: string, value: string, name: string) => ({
    context_id: context.id,
    id: uuidV3(`restriction ${context.id} ${type} ${value}`),
    name,
    restriction_type: type,
    restriction_value: value,
  });
  return [
    ...(context.projects ?? []).map((slug) => {
      const project = projects.find((one) => one.slug === slug);
      const id = project?.id ?? uuidV3(`project ${slug}`);
      return { ...row('project', id, project?.name ?? slug), project_id: id };
    }),
    ...(context.expressions ?? []).map((text) => row('expression', text, '')),
    ...(context.groups ?? []).map(({ name }) => row('group', uuidV3(`group ${name}`), name)),
  ];
}

/** True when a job may use all its contexts, as the person who approved it last, or who started the workflow. */
export function mayUseContexts(contexts: readonly SimulatedContext[], job: Job): boolean {
  const { project } = job.workflow.pipeline;
  const actor = actorOf(job);
  return contexts
    .filter(
      ({ organization, name }) =>
        organization === project.organization.slug && job.plan.contexts.includes(name),
    )
    .every((context) => isOpenTo(context, job, actor));
}

function isOpenTo({ projects, expressions, groups }: SimulatedContext, job: Job, actor: Person): boolean {
  const { project, branch } = job.workflow.pipeline;
  if (projects !== undefined && !projects.includes(project.slug)) return false;
  const holds = (text: string) => text === `pipeline.git.branch == "${branch ?? ''}"`;
  if (expressions !== undefined && !expressions.every(holds)) return false;
  return groups === undefined || groups.some(({ logins }) => logins.includes(actor.login));
}

/** Whoever approves becomes the actor of what follows. Source: CircleCI docs, workflows and contexts. */
function actorOf(job: Job): Person {
  const { jobs, startedBy } = job.workflow;
  const seen = new Set<string>();
  let names = [...job.plan.requires];
  while (names.length > 0) {
    const needed = jobs.filter(({ plan }) => names.includes(plan.name) && !seen.has(plan.name));
    const approver = needed.find(({ approvedBy }) => approvedBy !== null)?.approvedBy;
    if (approver !== undefined && approver !== null) return approver;
    for (const { plan } of needed) seen.add(plan.name);
    names = needed.flatMap(({ plan }) => plan.requires);
  }
  return startedBy;
}
