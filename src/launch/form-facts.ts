import type { Context } from '../context.ts';
import type { RefChoice } from '../domain/ref.ts';
import type { RunFormFacts } from '../views/run-modal.ts';
import { listDefinitions } from './definitions.ts';
import { readDeclared } from './read-declared.ts';
import { keepShown } from './shown-forms.ts';

/** What is chosen so far in a form for a run. */
export interface Chosen {
  readonly projectSlug: string;
  readonly ref: RefChoice | null;
  readonly definitionId: string | null;
}

/** @returns what the form can offer, asked of CircleCI, and the name under which what it shows is kept */
export async function formFacts(
  ctx: Pick<Context, 'circleci' | 'db' | 'log' | 'now' | 'queue'>,
  { projectSlug, ref, definitionId }: Chosen,
): Promise<{ readonly told: RunFormFacts; readonly shown?: string }> {
  const definitions = await listDefinitions(ctx, projectSlug);
  const named = definitions.length > 1 ? definitionId : null;
  const declared = await readDeclared(ctx, projectSlug, ref, named);
  const told = { declared, definitions };
  return declared === null ? { told } : { told, shown: await keepShown(ctx, projectSlug, declared) };
}
