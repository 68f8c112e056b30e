import { CircleCIError } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { Membership } from '../domain/approval-detail.ts';
import { chooseIdentity } from '../identities/choose.ts';
import { CannotOpen } from '../identities/sealed.ts';
import { openToken, type Person } from '../identities/store.ts';

type MembershipContext = Pick<Context, 'circleci' | 'config' | 'db' | 'log' | 'now'>;

/** A person waits for it, and it is no reason to keep them waiting. Milliseconds. */
const PATIENCE_MS = 1_500;

/**
 * Whether whoever would approve in CircleCI (the person with their own token, else the bot) belongs to the organization
 * that the contexts are of. That is all that CircleCI's API tells of a person: not who is in which group.
 *
 * @returns `unknown` when CircleCI does not say, or when the person can approve as nobody
 */
export async function membershipOf(
  ctx: MembershipContext,
  person: Person,
  organization: { readonly id: string; readonly slug: string } | null,
): Promise<Membership> {
  if (organization === null) return 'unknown';
  try {
    const identity = await chooseIdentity(ctx, person, 'approve');
    if (identity.kind === 'none') return 'unknown';
    const api =
      identity.kind === 'shared'
        ? ctx.circleci
        : ctx.circleci.acting({ token: await openToken(ctx, identity.linked) });
    const options = { priority: 'interactive', timeoutMs: PATIENCE_MS } as const;
    const mine = await api.users.collaborations({}, options);
    const isMine = mine.some(({ id, slug }) => id === organization.id || slug === organization.slug);
    return isMine ? 'member' : 'stranger';
  } catch (error) {
    if (!(error instanceof CircleCIError) && !(error instanceof CannotOpen)) throw error;
    ctx.log.info({ reason: error.message }, 'CircleCI did not say which organizations somebody belongs to');
    return 'unknown';
  }
}
