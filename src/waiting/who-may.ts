import type { Context } from '../context.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { namedFor } from '../policy/named.ts';
import { placeOf } from '../runs/action-place.ts';
import type { WhoMay } from '../views/reminder.ts';
import type { HoldKey } from './hold-store.ts';

/**
 * @param action what they would have to be allowed
 * @returns whom to name in a channel as those who may decide a hold
 */
export async function whoMay(
  { db, config, policy, slack, now }: Pick<Context, 'db' | 'config' | 'policy' | 'slack' | 'now'>,
  { projectSlug }: Pick<PipelineSnapshot, 'projectSlug'>,
  key: HoldKey,
  channelId: string,
  action: 'approve' | 'cancel',
): Promise<WhoMay> {
  const rules = policy.current();
  if (rules === null) return config.identities.shared.includes(action) ? { by: 'shared' } : { by: 'token' };
  const wanted = { ...key, projectSlug, detail: {} };
  const { startedBy: _, triggerActor: __, ...place } = await placeOf(db, wanted, channelId);
  const { teamId } = await slack.home();
  return { by: 'rules', ...namedFor(rules, { action, place, at: now() }, teamId) };
}
