import { appendAudit } from '../audit/append.ts';
import { NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { transact } from '../storage/transact.ts';
import { askPolicy } from './ask.ts';
import type { Decision } from './decide.ts';
import { withOthers } from './others.ts';

type AllowContext = Pick<Context, 'db' | 'slack' | 'log' | 'now' | 'policy'>;

/**
 * For what is of the bot itself and not of CircleCI: may this person? What is denied goes into the audit log.
 *
 * @param project null for none, and for a glob: which projects it will stand for is not known
 * @param options `note: false` only looks, and writes nothing down; `branch` null or left out: not known which
 * @returns null without a policy, which each action has an answer of its own to
 */
export async function mayThey(
  ctx: AllowContext,
  actor: Actor,
  action: 'subscribe' | 'audit' | 'lock' | 'stop',
  project: string | null,
  options: { readonly note: boolean; readonly branch?: string | null; readonly hasReason?: boolean } = {
    note: true,
  },
): Promise<Decision | null> {
  const policy = ctx.policy.current();
  if (policy === null) return null;
  const { channelId: channel, teamId, userId } = actor;
  const branch = options.branch ?? null;
  const place = { channel, project, branch, tag: null, workflow: null, job: null };
  const question = {
    action,
    place,
    startedBy: null,
    triggerActor: null,
    hasReason: options.hasReason ?? false,
  };
  const decision = await askPolicy(ctx, policy, { teamId, userId }, question);
  if (decision.allowed || !options.note) return decision;
  await transact(ctx.db, (tx) =>
    appendAudit(tx, {
      at: ctx.now(),
      event: 'denied',
      action,
      actionId: null,
      teamId,
      userId,
      where: { ...NOWHERE, channel, project, branch },
      as: null,
      rule: ruleText(decision, policy.digest),
      reason: null,
      detail: { why: 'denied', missing: decision.missing },
      answer: null,
    }),
  );
  return withOthers(ctx, policy, { teamId, userId }, question, decision);
}

/** @returns what decided, as the audit log has it: the rule, and which version of the file it stands in */
export function ruleText({ rule }: Decision, digest: string): string {
  return `${rule === null ? 'no rule allows it' : rule.name} [policy ${digest}]`;
}
