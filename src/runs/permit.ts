import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { type GovernedAction, governedAction } from '../domain/governed.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { PolicyAction } from '../domain/policy.ts';
import { chooseIdentity, identityText } from '../identities/choose.ts';
import { keepPending } from '../identities/pending.ts';
import { lockAgainst } from '../locks/against.ts';
import { ruleText } from '../policy/allow.ts';
import { askPolicy } from '../policy/ask.ts';
import { auditRequest } from './action-audit.ts';
import { placeOf } from './action-place.ts';
import type { ActionRow, NewAction } from './action-store.ts';

/**
 * The one place where it is decided whether a person may have something done, and as whom: when it is asked for, and
 * again just before CircleCI is called, because a minute may lie between the two.
 */

export type Permit =
  | { readonly ok: true; readonly as: string; readonly rule: string | null }
  | { readonly ok: false; readonly rule: string; readonly outcome: ActionOutcome };

type PermitContext = Pick<Context, 'db' | 'config' | 'now' | 'log' | 'slack' | 'policy'>;
type Wanted = Pick<NewAction, 'kind' | 'projectSlug' | 'pipelineId' | 'workflowId' | 'jobId' | 'detail'>;
type Asker = Pick<Actor, 'teamId' | 'userId' | 'channelId'>;

/** Somebody asks for it. What is denied goes into the audit log here; what is allowed, with the action. */
export async function permit(ctx: PermitContext, actor: Actor, wanted: NewAction): Promise<Permit> {
  const decided = await decide(ctx, actor, wanted);
  if (decided.ok) return decided;
  await ctx.db.transaction().execute((tx) =>
    auditRequest(ctx, tx, actor, wanted, {
      event: 'denied',
      actionId: null,
      as: null,
      rule: decided.rule,
      why: decided.outcome.kind,
    }),
  );
  if (decided.outcome.kind !== 'not-connected' || ctx.config.identities.keys.length === 0) return decided;
  // It goes on by itself when they have connected.
  const requestId = await keepPending(ctx, actor, wanted);
  return { ...decided, outcome: { kind: 'not-connected', requestId } };
}

/** It is about to be done: may the person still have it done, and is it still they whom CircleCI will see? */
export async function permitAgain(ctx: PermitContext, action: ActionRow): Promise<Permit> {
  const { teamId, slackUserId: userId, channelId } = action;
  const decided = await decide(ctx, { teamId, userId, channelId }, action);
  if (!decided.ok || decided.as === action.actingAs) return decided;
  // Connected or disconnected since: what was asked for as one is not done as another.
  return { ok: false, rule: 'identity', outcome: { kind: 'identity-changed' } };
}

async function decide(ctx: PermitContext, asker: Asker, wanted: Wanted): Promise<Permit> {
  const action = governedAction(wanted.kind, wanted.detail);
  const ruled = await askRules(ctx, asker, askedFor(action, wanted), wanted);
  if (!ruled.ok) return ruled;
  const unlocked = await lockAgainst(ctx, asker, action, wanted);
  if (!unlocked.ok) return unlocked;
  const identity = await chooseIdentity(ctx, asker, action);
  if (identity.kind === 'none') {
    return { ok: false, rule: 'SHARED_IDENTITY', outcome: { kind: 'not-connected', requestId: null } };
  }
  return { ok: true, as: identityText(identity), rule: unlocked.rule ?? ruled.rule };
}

/** What an emergency stop cancels was allowed with the stop; `stopId` comes from there alone, see `stops/`. */
function askedFor(action: GovernedAction, { detail }: Wanted): PolicyAction {
  return action === 'cancel' && typeof detail.stopId === 'string' ? 'stop' : action;
}

/** Without a policy, whoever has an identity may do what CircleCI lets it do. */
async function askRules(
  ctx: PermitContext,
  asker: Asker,
  action: PolicyAction,
  wanted: Wanted,
): Promise<{ readonly ok: true; readonly rule: string | null } | Extract<Permit, { ok: false }>> {
  const policy = ctx.policy.current();
  if (policy === null) return { ok: true, rule: null };
  const { startedBy, triggerActor, ...place } = await placeOf(ctx.db, wanted, asker.channelId);
  const hasReason = typeof wanted.detail.reason === 'string';
  const person = { teamId: asker.teamId, userId: asker.userId };
  const question = { action, place, startedBy, triggerActor, hasReason };
  const decision = await askPolicy(ctx, policy, person, question);
  const rule = ruleText(decision, policy.digest);
  if (decision.allowed && (decision.rule?.approvers ?? 1) === 1) return { ok: true, rule };
  const isOnlyLinking = decision.missing.length === 1 && decision.missing[0] === 'linked';
  if (isOnlyLinking) return { ok: false, rule, outcome: { kind: 'not-connected', requestId: null } };
  // Until approvers are counted, a rule that wants several lets nobody do it alone.
  const missing = decision.allowed ? ['approvers'] : decision.missing;
  const name = decision.allowed ? null : (decision.rule?.name ?? null);
  return { ok: false, rule, outcome: { kind: 'denied', rule: name, missing } };
}
