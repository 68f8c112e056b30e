import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import { USUAL_PEOPLE } from '../domain/people-options.ts';
import type { Filter } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { isChannel } from '../locks/channel.ts';
import { mayNotSubscribe } from '../policy/may-subscribe.ts';
import { whyNotWritable } from '../sending/writable.ts';
import { dryRun } from '../subscriptions/dry-run.ts';
import { fileThatMade } from '../subscriptions/in-file.ts';
import { isProjectGlob } from '../subscriptions/subscription.ts';
import {
  knownProjects,
  ownSubscription,
  subscribe as saveSubscription,
} from '../subscriptions/subscriptions.ts';
import { notWritableText } from '../views/closed-channel.ts';
import { renderDryRun } from '../views/dry-run.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code } from '../views/mrkdwn.ts';
import { projectLabel } from '../views/run-modal-options.ts';
import { filterText } from '../views/subscription-list.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { projectNamed } from './projects.ts';
import { changeSaid } from './subscribe-change.ts';
import { isListKey, parseSubscribe, type SubscribeArgs } from './subscribe-words.ts';
import { webhookSeen } from './webhook-seen.ts';

/** Where `webhooks/` listens. */
const WEBHOOK_PATH = '/webhooks/circleci';

export const subscribe = command({
  name: 'subscribe',
  style: { isList: isListKey },
  parse: parseSubscribe,
  run: subscribeChannel,
});

async function subscribeChannel(ctx: Context, { actor }: Invocation, args: SubscribeArgs): Promise<Reply> {
  const { channelId, locale } = actor;
  if (channelId === null) return { mistake: 'needs-channel' };
  const named = await projectMeant(ctx, args.project, channelId);
  if (isMistake(named)) return named;
  const { project, label } = named;
  const people = { ...USUAL_PEOPLE, ...args.filter.people, mine: args.mine ? actor.userId : null };
  const filter = { ...args.filter, project, people };
  const before = args.reset ? null : await ownSubscription(ctx, channelId, project);
  const change = (known: Filter) => (args.reset ? filter : changeSaid(known, filter, args.said));
  if (args.dryRun) return tryOut(ctx, before === null ? filter : change(before), label, locale);
  const file = await fileThatMade(ctx, channelId, project);
  if (file !== null) return { text: messages(locale).digests.inFile(label, code(file)) };
  const denied = await mayNotSubscribe(ctx, actor, project);
  if (denied !== null) return denied;
  const closed = await whyNotWritable(ctx, channelId);
  if (closed !== null) return { text: notWritableText(closed, channelId, locale) };
  const saved = await saveSubscription(ctx, actor, channelId, filter, change);
  const { subscribed } = messages(locale).commands;
  const { subscribedYou, settingsKept } = messages(locale).subscriptions;
  const lines = [
    isChannel(channelId) ? subscribed(label) : subscribedYou(label),
    `• ${filterText(saved, locale)}`,
  ];
  if (before !== null) lines.push(settingsKept);
  if (!(await someWebhookSeen(ctx, project))) lines.push(webhookHint(ctx, label, locale));
  return { text: lines.join('\n') };
}

async function tryOut(ctx: Context, filter: Filter, project: string, locale: Locale): Promise<Reply> {
  const result = await dryRun(ctx, filter);
  return { text: renderDryRun({ ...result, project, filter: filterText(filter, locale) }, locale) };
}

async function projectMeant(
  ctx: Context,
  text: string,
  channelId: string,
): Promise<{ readonly project: string; readonly label: string } | Mistake> {
  if (isProjectGlob(text)) return { project: text, label: code(text) };
  const named = await projectNamed(ctx, text, channelId);
  if (isMistake(named)) return named;
  return { project: named.project.slug, label: code(projectLabel(named.project)) };
}

async function someWebhookSeen(ctx: Context, project: string): Promise<boolean> {
  for (const slug of await knownProjects(ctx.db, project)) if (await webhookSeen(ctx, slug)) return true;
  return false;
}

function webhookHint(ctx: Context, project: string, locale: Locale): string {
  const { webhookMissing, webhookPath } = messages(locale).commands;
  const { publicUrl } = ctx.config.http;
  const where =
    publicUrl === undefined ? webhookPath(code(WEBHOOK_PATH)) : code(`${publicUrl}${WEBHOOK_PATH}`);
  return webhookMissing(project, where);
}
