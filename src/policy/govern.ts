import { randomUUID } from 'node:crypto';
import { appendAudit } from '../audit/append.ts';
import { type AuditEvent, type AuditPlace, NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PolicyAction } from '../domain/policy.ts';
import { transact } from '../storage/transact.ts';
import { denialText } from '../views/denial.ts';
import { ruleText } from './allow.ts';
import { askPolicy } from './ask.ts';
import { denialOf, withOthers } from './others.ts';

type GovernContext = Pick<Context, 'db' | 'slack' | 'log' | 'now' | 'policy'>;

/** Something a person does to the bot itself, not to CircleCI. */
export interface OwnDeed {
  /** As the audit log names it: `resend`, `mute`, `link`, … */
  readonly name: string;
  /** What the rules call it; null for what is everyone's own affair and only written down. */
  readonly action: PolicyAction | null;
  readonly where?: Partial<AuditPlace>;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type Governed<T> =
  | { readonly ok: true; readonly value: T }
  /** `text` tells the person why not, as mrkdwn. */
  | { readonly ok: false; readonly text: string };

/**
 * Does it if the rules allow it, and writes both into the audit log: `allowed` before, then `confirmed`, or `failed`
 * with why; or `denied`, and it is not done. Without a policy everyone whom the gate lets in may.
 *
 * @param work returns what came of it, and what of that belongs into the log
 * @throws what `work` throws, after it was written down
 */
export async function govern<T>(
  ctx: GovernContext,
  actor: Actor,
  deed: OwnDeed,
  work: () => Promise<{ readonly value: T; readonly detail?: Readonly<Record<string, unknown>> }>,
): Promise<Governed<T>> {
  const place = { ...NOWHERE, ...deed.where, channel: actor.channelId };
  const actionId = randomUUID();
  const note = (event: AuditEvent, rule: string | null, detail: Readonly<Record<string, unknown>> = {}) =>
    transact(ctx.db, (tx) =>
      appendAudit(tx, {
        at: ctx.now(),
        event,
        action: deed.name,
        actionId: event === 'denied' ? null : actionId,
        teamId: actor.teamId,
        userId: actor.userId,
        where: place,
        as: null,
        rule,
        reason: null,
        detail: { ...deed.detail, ...detail },
        answer: null,
      }),
    );
  const asked = await askRules(ctx, actor, deed.action, place);
  if (!asked.allowed) {
    await note('denied', asked.rule, { why: 'denied', missing: asked.missing });
    return { ok: false, text: asked.text };
  }
  await note('allowed', asked.rule);
  try {
    const { value, detail } = await work();
    await note('confirmed', null, detail);
    return { ok: true, value };
  } catch (error) {
    await note('failed', null, { why: 'broke' });
    throw error;
  }
}

async function askRules(ctx: GovernContext, actor: Actor, action: PolicyAction | null, where: AuditPlace) {
  const policy = ctx.policy.current();
  if (policy === null || action === null) return { allowed: true, rule: null } as const;
  const { pipeline: _, ...place } = where;
  const question = { action, place, startedBy: null, triggerActor: null, hasReason: false };
  const { teamId, userId } = actor;
  const person = { teamId, userId };
  const asked = await askPolicy(ctx, policy, person, question);
  const decision = await withOthers(ctx, policy, person, question, asked);
  const rule = ruleText(decision, policy.digest);
  if (decision.allowed) return { allowed: true, rule } as const;
  const text = denialText(denialOf(decision), actor.locale);
  return { allowed: false, rule, missing: decision.missing, text } as const;
}
