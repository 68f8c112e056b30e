import { appendAudit } from '../audit/append.ts';
import { NOWHERE } from '../audit/entry.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { wildcardsIn } from '../domain/glob.ts';
import type { GovernedAction } from '../domain/governed.ts';
import { messages } from '../i18n/index.ts';
import { chooseIdentity } from '../identities/choose.ts';
import { mayThey, ruleText } from '../policy/allow.ts';
import { denialOf } from '../policy/others.ts';
import { transact } from '../storage/transact.ts';
import { denialText } from '../views/denial.ts';

export type May =
  | { readonly ok: true; readonly rule: string | null }
  /** What to tell them, as mrkdwn. */
  | { readonly ok: false; readonly text: string };

export interface Place {
  readonly project: string | null;
  readonly branch: string | null;
}

type MayContext = Pick<Context, 'config' | 'db' | 'log' | 'now' | 'policy' | 'slack'>;

/** What somebody has to be able to do in CircleCI, without a policy, to keep others from it, or to end it. */
const NEEDED = {
  lock: ['run', 'approve', 'rerun'],
  stop: ['cancel'],
} as const satisfies Record<string, readonly GovernedAction[]>;

/**
 * May somebody lock, release or freeze there, or stop what runs? A rule that names a project allows no freeze, and one
 * that names branches allows no glob of branches: which ones it will hold for is not known. Without a policy, whoever
 * can have something done in CircleCI may. What is denied goes into the audit log.
 */
export async function mayGovern(
  ctx: MayContext,
  actor: Actor,
  action: 'lock' | 'stop',
  { project, branch }: Place,
  hasReason: boolean,
): Promise<May> {
  const isGlob = branch !== null && wildcardsIn(branch) > 0;
  const asked = { note: true, branch: isGlob ? null : branch, hasReason };
  const decision = await mayThey(ctx, actor, action, project, asked);
  const policy = ctx.policy.current();
  if (decision !== null && policy !== null) {
    if (decision.allowed) return { ok: true, rule: ruleText(decision, policy.digest) };
    return { ok: false, text: denialText(denialOf(decision), actor.locale) };
  }
  for (const needed of NEEDED[action]) {
    if ((await chooseIdentity(ctx, actor, needed)).kind !== 'none') return { ok: true, rule: null };
  }
  await auditUnconnected(ctx, actor, action, project, branch);
  return { ok: false, text: messages(actor.locale).locks.connectFirst };
}

async function auditUnconnected(
  { db, now }: MayContext,
  { teamId, userId, channelId: channel }: Actor,
  action: string,
  project: string | null,
  branch: string | null,
): Promise<void> {
  await transact(db, (tx) =>
    appendAudit(tx, {
      at: now(),
      event: 'denied',
      action,
      actionId: null,
      teamId,
      userId,
      where: { ...NOWHERE, channel, project, branch },
      as: null,
      rule: 'SHARED_IDENTITY',
      reason: null,
      detail: { why: 'not-connected' },
      answer: null,
    }),
  );
}
