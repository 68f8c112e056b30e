import type { Context } from '../context.ts';
import { optionValue } from '../views/run-modal-options.ts';
import { listVersions, placeIn } from './deployed.ts';

/** @returns the name of the version that a chosen option stands for, whose value may have been cut; null: it is gone */
export async function versionNamed(
  ctx: Pick<Context, 'circleci'>,
  componentId: string,
  environmentId: string,
  value: string,
): Promise<string | null> {
  const { live, others } = placeIn(await listVersions(ctx, componentId), environmentId);
  const all = live === null ? others : [...others, live];
  return all.find(({ name }) => optionValue(name) === value)?.name ?? null;
}
