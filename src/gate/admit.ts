import type { Context } from '../context.ts';
import type { Person } from '../identities/store.ts';
import { isNamed } from '../policy/names.ts';
import { type Claim, type Identification, identify } from './identify.ts';
import { isFirst } from './replay.ts';

export type Admission = Identification | { readonly ok: false; readonly reason: 'replay' };

/**
 * The whole way in, for everything a person does in Slack. Slack's signature was verified before; then: is it new,
 * and who is it? What CircleCI lets the bot's token do is the only further limit.
 *
 * @param key names this one request, see {@link isFirst}; null for one that only reads, of which a replay is harmless
 * @param patienceMs how long Slack may take to say who it is
 * @throws when the database cannot be asked whether the request is new
 */
export async function admit(
  ctx: Pick<Context, 'db' | 'slack' | 'config' | 'log' | 'policy'>,
  homeTeamId: string,
  key: string | null,
  claim: Claim,
  patienceMs: number,
): Promise<Admission> {
  if (key !== null && !(await isFirst(ctx, key))) return { ok: false, reason: 'replay' };
  const named = (person: Person) => isNamed(ctx.policy.current(), homeTeamId, person);
  return identify(ctx, homeTeamId, claim, patienceMs, named);
}
