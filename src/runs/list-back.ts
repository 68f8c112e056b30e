import { pages } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { ApiPipeline } from '../pipelines/from-api.ts';

/** CircleCI's pages have 20 pipelines each; a project that made more than this in a day is not caught up with in full. */
const MOST_PIPELINES = 500;

export type ListedPipeline = ApiPipeline & { readonly updated_at?: string | null };

/**
 * Reads a project's list of pipelines from the newest back to a moment (milliseconds since the epoch). One call where nothing much happened since.
 *
 * @returns newest first, at least the first page; `complete` false when there are too many to go back that far
 * @throws CircleCIError
 */
export async function listBackTo(
  { circleci }: Pick<Context, 'circleci'>,
  projectSlug: string,
  from: number,
): Promise<{ readonly pipelines: readonly ListedPipeline[]; readonly complete: boolean }> {
  const pipelines: ListedPipeline[] = [];
  const list = pages(
    circleci.pipelines.listForProject,
    { path: { 'project-slug': projectSlug } },
    { limit: MOST_PIPELINES, priority: 'background' },
  );
  for await (const page of list) {
    pipelines.push(...page.items);
    const oldest = pipelines.at(-1);
    if (oldest !== undefined && Date.parse(oldest.created_at) < from) break;
    if (pipelines.length >= MOST_PIPELINES)
      return { pipelines, complete: (page.next_page_token ?? '') === '' };
  }
  return { pipelines, complete: true };
}
