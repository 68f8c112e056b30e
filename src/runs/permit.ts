import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { type GovernedAction, governedAction } from '../domain/governed.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { PolicyAction } from '../domain/policy.ts';
import { chooseIdentity, identityText } from '../identities/choose.ts';
import { keepPending } from '../identities/pending.ts';
import { lockAgainst } from '../locks/against.ts';
import { ruleText } from '../policy/allow.ts';
import { denialOf, withOthers } from '../policy/others.ts';
import { askWithDelegations } from '../policy/stand-in.ts';
import { transact } from '../storage/transact.ts';
import { hasEnoughVotes } from '../votes/tally.ts';
import { auditRequest } from './action-audit.ts';
import { placeOf } from './action-place.ts';
import type { ActionRow, NewAction } from './action-store.ts';
import { digestOf, shownOf } from './shown.ts';

/**
 * The one place where it is decided whether a person may have something done, and as whom: when it is asked for, and
 * again just before CircleCI is called, because a minute may lie between the two.
 */

export type Permit =
  | {
      readonly ok: true;
      readonly as: string;
      readonly rule: string | null;
      /** How many people it takes, this one included; left out: one. */
      readonly approvers?: number;
      /** Slack user whose right to approve they use; null or left out: their own. */
      readonly standsFor?: string | null;
      /** The rule wants it confirmed; left out: it does not. */
      readonly confirm?: boolean;
    }
  | { readonly ok: false; readonly rule: string; readonly outcome: ActionOutcome };

type PermitContext = Pick<Context, 'db' | 'config' | 'now' | 'log' | 'slack' | 'policy' | 'queue'>;
type Wanted = Pick<NewAction, 'kind' | 'projectSlug' | 'pipelineId' | 'workflowId' | 'jobId' | 'detail'>;
type Asker = Pick<Actor, 'teamId' | 'userId' | 'channelId'>;

/** Somebody asks for it. What is denied goes into the audit log here; what is allowed, with the action. */
export async function permit(ctx: PermitContext, actor: Actor, wanted: NewAction): Promise<Permit> {
  const decided = await decide(ctx, actor, wanted);
  if (decided.ok) {
    const unconfirmed = await confirmation(ctx, wanted, decided);
    if (unconfirmed === null) return decided;
    const { shown, digest, rule } = unconfirmed;
    // It goes on when they have said yes to what they were shown, and only to that.
    const detail = { ...wanted.detail, confirmed: digest };
    const requestId = await keepPending(ctx, actor, { ...wanted, detail });
    return { ok: false, rule, outcome: { kind: 'confirm', requestId, shown } };
  }
  await transact(ctx.db, (tx) =>
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

/** Whether a rule or a lock keeps somebody from it, so that nothing more need be found out first; nothing is written down. */
export async function isForbidden(ctx: PermitContext, actor: Actor, wanted: NewAction): Promise<boolean> {
  const decided = await decide(ctx, actor, wanted);
  return !decided.ok && decided.outcome.kind !== 'not-connected';
}

/** It is about to be done: may the person still have it done, and is it still they whom CircleCI will see? */
export async function permitAgain(ctx: PermitContext, action: ActionRow): Promise<Permit> {
  const { teamId, slackUserId: userId, channelId } = action;
  const decided = await decide(ctx, { teamId, userId, channelId }, action);
  if (!decided.ok) return decided;
  const isSame = decided.as === action.actingAs && (decided.standsFor ?? null) === standsForOf(action);
  // Connected or disconnected since, or nobody's deputy any more: what was asked for as one is not done as another.
  if (!isSame) return { ok: false, rule: 'identity', outcome: { kind: 'identity-changed' } };
  const unconfirmed = await confirmation(ctx, action, decided);
  if (unconfirmed === null) return enough(ctx, action, decided);
  const { rule } = unconfirmed;
  return { ok: false, rule, outcome: { kind: 'denied', rule: null, missing: ['confirm'] } };
}

/** @returns null when no confirmation is missing; else what is to be confirmed, as it stands now */
async function confirmation(
  ctx: PermitContext,
  wanted: Wanted,
  { as, rule, confirm }: Extract<Permit, { ok: true }>,
) {
  if (confirm !== true) return null;
  const shown = await shownOf(ctx, wanted, as === 'shared' ? 'shared' : 'linked');
  const digest = digestOf(shown);
  return wanted.detail.confirmed === digest ? null : { shown, digest, rule: rule ?? 'confirm' };
}

/** Where it takes several people, those who approved before are asked about again as well. */
async function enough(
  ctx: PermitContext,
  action: ActionRow,
  decided: Extract<Permit, { ok: true }>,
): Promise<Permit> {
  const { workflowId, jobId, pipelineId, projectSlug, slackUserId } = action;
  if (decided.approvers === undefined || decided.approvers === 1) return decided;
  const denied: ActionOutcome = { kind: 'denied', rule: null, missing: ['approvers'] };
  const refused = { ok: false, rule: decided.rule ?? 'approvers', outcome: denied } as const;
  if (workflowId === null || jobId === null || pipelineId === null) return refused;
  const ballot = { workflowId, jobId, pipelineId, projectSlug };
  return (await hasEnoughVotes(ctx, ballot, slackUserId)) ? decided : refused;
}

function standsForOf({ detail }: ActionRow): string | null {
  return typeof detail.standsFor === 'string' ? detail.standsFor : null;
}

async function decide(ctx: PermitContext, asker: Asker, wanted: Wanted): Promise<Permit> {
  const action = governedAction(wanted.kind, wanted.detail);
  const ruled = await askRules(ctx, asker, askedFor(action, wanted), wanted);
  if (!ruled.ok) return ruled;
  // Who may approve may reject, but a lock keeps nobody from ending something.
  const unlocked = await lockAgainst(ctx, asker, wanted.kind === 'reject' ? 'cancel' : action, wanted);
  if (!unlocked.ok) return unlocked;
  const identity = await chooseIdentity(ctx, asker, action);
  if (identity.kind === 'none') {
    return { ok: false, rule: 'SHARED_IDENTITY', outcome: { kind: 'not-connected', requestId: null } };
  }
  return { ...ruled, as: identityText(identity), rule: unlocked.rule ?? ruled.rule };
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
): Promise<Omit<Extract<Permit, { ok: true }>, 'as'> | Extract<Permit, { ok: false }>> {
  const policy = ctx.policy.current();
  if (policy === null) return { ok: true, rule: null };
  const { startedBy, triggerActor, ...place } = await placeOf(ctx.db, wanted, asker.channelId);
  const hasReason = typeof wanted.detail.reason === 'string';
  const person = { teamId: asker.teamId, userId: asker.userId };
  const question = { action, place, startedBy, triggerActor, hasReason };
  const { decision, standsFor } = await askWithDelegations(ctx, policy, person, question);
  const rule = ruleText(decision, policy.digest);
  // One person is enough to reject what it takes several to approve.
  const approvers = wanted.kind === 'reject' ? 1 : (decision.rule?.approvers ?? 1);
  if (decision.allowed && (approvers === 1 || wanted.kind === 'approve'))
    return { ok: true, rule, approvers, standsFor, confirm: decision.rule?.confirm === true };
  const isOnlyLinking = decision.missing.length === 1 && decision.missing[0] === 'linked';
  if (isOnlyLinking) return { ok: false, rule, outcome: { kind: 'not-connected', requestId: null } };
  // Only approvals are counted: a file that asks for more people elsewhere is refused when it is read.
  if (decision.allowed)
    return { ok: false, rule, outcome: { kind: 'denied', rule: null, missing: ['approvers'] } };
  const kind = wanted.kind === 'reject' ? 'reject' : action;
  const refused = await withOthers(ctx, policy, person, question, decision, kind);
  return { ok: false, rule, outcome: { kind: 'denied', ...denialOf(refused) } };
}
