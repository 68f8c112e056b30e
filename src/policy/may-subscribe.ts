import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { isProjectGlob } from '../subscriptions/subscription.ts';
import { denialText } from '../views/denial.ts';
import { mayThey } from './allow.ts';
import { denialOf } from './others.ts';

/** @returns what to tell somebody who may not change what a channel is subscribed to; null for those who may */
export async function mayNotSubscribe(
  ctx: Context,
  actor: Actor,
  project: string,
): Promise<{ readonly text: string } | null> {
  const decision = await mayThey(ctx, actor, 'subscribe', isProjectGlob(project) ? null : project);
  if (decision === null || decision.allowed) return null;
  return { text: denialText(denialOf(decision), actor.locale) };
}
