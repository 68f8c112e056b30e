import { createHash } from 'node:crypto';
import type { Sample } from '../../support/webhook-samples.ts';

/** What a card made of a payload has to say, read from the payload by other code than the bot's. */
export interface SampleFacts {
  readonly slug: string;
  readonly projectId: string;
  readonly name: string;
  readonly number: number;
  /** Empty where the payload names none, and so on below. */
  readonly ref: string;
  readonly subject: string;
  readonly author: string;
  readonly workflow: string;
  readonly workflowId: string;
  readonly workflowStatus: string;
}

export function factsOf({ json }: Sample): SampleFacts {
  const at = (path: string) => textAt(json, path);
  const first = (...paths: string[]) => paths.map(at).find((text) => text !== '') ?? '';
  const parameters = 'pipeline.trigger_parameters';
  return {
    slug: at('project.slug').replace('github/', 'gh/').replace('bitbucket/', 'bb/'),
    projectId: at('project.id'),
    name: at('project.name'),
    number: Number(at('pipeline.number')),
    ref:
      first('pipeline.vcs.tag', `${parameters}.git.tag`, `${parameters}.github_app.tag`) ||
      first('pipeline.vcs.branch', `${parameters}.git.branch`),
    subject: first(
      'pipeline.vcs.commit.subject',
      `${parameters}.github_app.commit_title`,
      `${parameters}.gitlab.commit_title`,
    ),
    author: first(
      'pipeline.vcs.commit.author.name',
      `${parameters}.github_app.commit_author_name`,
      `${parameters}.gitlab.commit_author_name`,
    ),
    workflow: at('workflow.name'),
    workflowId: at('workflow.id'),
    workflowStatus: at('workflow.status'),
  };
}

/**
 * The samples as deliveries that could all come to one bot: where two share an event's id, the second would count as
 * sent twice, and a workflow belongs to one pipeline. Ids that are shared are replaced, the same way in every run.
 */
export function withOwnIds(samples: readonly Sample[]): Sample[] {
  const events = new Map<string, string>();
  const workflows = new Map<string, string>();
  return samples.map(({ name, text, json }) => {
    const ids = new Map([
      ...replaced(events, `${textAt(json, 'webhook.id')} ${textAt(json, 'id')}`, name, textAt(json, 'id')),
      ...replaced(workflows, textAt(json, 'workflow.id'), textAt(json, 'pipeline.id')),
    ]);
    const own = [...ids].reduce((all, [id, other]) => all.replaceAll(id, other), text);
    return { name, text: own, json: JSON.parse(own) };
  });
}

/** The first owner keeps an id. @returns what to replace, by what */
function replaced(owners: Map<string, string>, id: string, owner: string, shown = id): [string, string][] {
  if (shown === '' || (owners.get(id) ?? owner) === owner) {
    owners.set(id, owner);
    return [];
  }
  const hash = createHash('sha256').update(`${id} ${owner}`).digest('hex');
  return [[shown, hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')]];
}

function textAt(json: unknown, path: string): string {
  const value = path
    .split('.')
    .reduce<unknown>((part, name) => (isRecord(part) ? part[name] : undefined), json);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
