import type { Context } from '../context.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import type { ScopeWord } from './lock-words.ts';
import { projectNamed } from './projects.ts';

export interface LockScope {
  readonly project: string;
  readonly projectName: string;
  readonly branch: string | null;
}

/** @returns what a person means by it; `tag` when a link leads to one, which is nothing that can be locked */
export async function scopeMeant(
  ctx: Context,
  word: ScopeWord,
  channelId: string | null,
): Promise<LockScope | 'tag' | Mistake> {
  const named = await projectNamed(ctx, word.project, channelId);
  if (isMistake(named)) return named;
  if (named.ref !== null && 'tag' in named.ref) return 'tag';
  const { slug: project, name: projectName } = named.project;
  return { project, projectName, branch: word.branch ?? named.ref?.branch ?? null };
}
