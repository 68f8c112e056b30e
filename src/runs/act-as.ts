import type { ActingCircleCI, ResponseInfo } from '../api/index.ts';
import type { Context } from '../context.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import { CannotOpen } from '../identities/sealed.ts';
import { findLinked, openToken } from '../identities/store.ts';
import type { ActionRow } from './action-store.ts';

type ActContext = Pick<Context, 'circleci' | 'config' | 'db' | 'log' | 'now'>;

export type Acting =
  | { readonly ok: true; readonly acting: ActingCircleCI }
  | { readonly ok: false; readonly outcome: ActionOutcome };

/**
 * CircleCI's calls as whoever an action is to be done as. Jobs and rows carry who that is and never the token: it is
 * read and decrypted here, by whichever process makes the call.
 */
export async function actAs(
  ctx: ActContext,
  action: ActionRow,
  onResponse: (info: ResponseInfo) => void,
): Promise<Acting> {
  if (action.actingAs === 'shared') return { ok: true, acting: ctx.circleci.acting({ onResponse }) };
  const person = { teamId: action.teamId, userId: action.slackUserId };
  const linked = await findLinked(ctx.db, person);
  if (linked === null || `linked:${linked.circleciId}` !== action.actingAs) {
    return { ok: false, outcome: { kind: 'identity-changed' } };
  }
  try {
    const token = await openToken(ctx, linked);
    return { ok: true, acting: ctx.circleci.acting({ token, onResponse }) };
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    ctx.log.error(
      { reason: error.message, user: `${person.teamId}:${person.userId}` },
      'a token cannot be decrypted',
    );
    return { ok: false, outcome: { kind: 'token-unreadable' } };
  }
}
