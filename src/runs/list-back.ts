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
  const tokens = new Set<string>();
  let token: string | undefined;
  for (;;) {
    const query = token === undefined ? {} : { 'page-token': token };
    const page = await circleci.pipelines.listForProject(
      { path: { 'project-slug': projectSlug }, query },
      { priority: 'background' },
    );
    pipelines.push(...page.items);
    token = page.next_page_token ?? '';
    const oldest = pipelines.at(-1);
    const isBack = oldest === undefined || Date.parse(oldest.created_at) < from;
    // A token that was given before would lead round in a circle.
    if (isBack || token === '' || tokens.has(token)) return { pipelines, complete: true };
    if (pipelines.length >= MOST_PIPELINES) return { pipelines, complete: false };
    tokens.add(token);
  }
}
