import { collect } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { Artifacts } from '../domain/failure.ts';
import { oneLine, shorten } from '../views/mrkdwn.ts';
import { readableLog } from './readable-log.ts';

const MOST_READ = 200;
const MOST_KEPT = 5;

/** @throws CircleCIError */
export async function artifactsOf(
  { circleci }: Pick<Context, 'circleci'>,
  projectSlug: string,
  jobNumber: number,
): Promise<Artifacts> {
  const { items, stoppedAt } = await collect(
    circleci.paginate(
      circleci.jobs.artifacts,
      { path: { 'project-slug': projectSlug, 'job-number': jobNumber } },
      { limit: MOST_READ, priority: 'background' },
    ),
  );
  return {
    items: items.slice(0, MOST_KEPT).map(({ path, url }) => ({
      path: shorten(oneLine(readableLog(path)), 200),
      url: withoutSignature(url),
    })),
    total: items.length,
    isCut: stoppedAt === 'limit',
  };
}

/** An address that carries its own permission would let everyone in the channel, and every app there, use it. */
function withoutSignature(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.search !== '' || parsed.username !== '') return null;
  return parsed.href;
}
