import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { chooseIdentity } from '../identities/choose.ts';

/** Can CircleCI be asked to cancel anything for this person? The rules may let them and CircleCI may not know them. */
export async function stopAbility(
  ctx: Pick<Context, 'config' | 'db'>,
  actor: Actor,
): Promise<{ readonly ok: true } | { readonly ok: false; readonly text: string }> {
  const identity = await chooseIdentity(ctx, actor, 'cancel');
  return identity.kind === 'none'
    ? { ok: false, text: messages(actor.locale).locks.connectFirst }
    : { ok: true };
}
