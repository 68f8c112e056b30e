import type { HomeView, KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { Lock } from '../domain/lock.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { pipelineStatus } from '../domain/pipeline-state.ts';
import { formatCount } from '../i18n/format.ts';
import { type Catalogue, messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { approvalBlocks, type MyApprovals } from './approvals-list.ts';
import { actions, button, context, header, section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { homeLocks } from './home-locks.ts';
import { type FollowedProject, subscriptionLine } from './home-subscription.ts';
import { escapeMrkdwn, inline, link, oneLine, shorten } from './mrkdwn.ts';
import { pipelineLink, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

export interface HomeModel {
  readonly locale: Locale;
  /** Whose home it is. */
  readonly userId: string;
  /** Whom the bot acts as in CircleCI; null while that cannot be read. */
  readonly identity: { readonly login: string; readonly host: string } | null;
  /** What waits for them. */
  readonly waiting: MyApprovals;
  /** Newest first. */
  readonly recent: readonly PipelineSnapshot[];
  readonly subscriptions: readonly FollowedProject[];
  /** Those that hold; left out: none. */
  readonly locks?: readonly Lock[];
  /** Where the outside reaches the bot, without a trailing slash; shows which address CircleCI's webhooks need. */
  readonly publicUrl?: string;
}

/** Most entries of each kind; with them the view stays well under Slack's 100 blocks. */
const SHOWN = { recent: 15, subscriptions: 20 } as const;

export interface Home extends HomeView {
  readonly blocks: KnownBlock[];
}

/** @returns the App Home of one person, for views.publish */
export function renderHome(model: HomeModel): Home {
  const texts = messages(model.locale);
  const blocks: KnownBlock[] = [
    header(texts.home.title),
    ...identityBlocks(model, texts),
    header(texts.home.waiting),
    ...waitingBlocks(model, texts),
    ...homeLocks(model.locks ?? [], model.locale),
    header(texts.home.recent),
    ...recentBlocks(model, texts),
    header(texts.home.subscriptions),
    ...subscriptionBlocks(model, texts),
  ];
  return { type: 'home', blocks: withBlockIds(model.userId, blocks) };
}

function identityBlocks({ identity, publicUrl }: HomeModel, { home }: Catalogue): KnownBlock[] {
  const connected =
    identity === null
      ? `⚠️ ${home.notConnected}`
      : home.connected(`*${name(identity.login)}*`, name(identity.host));
  const address = publicUrl === undefined ? '' : `${publicUrl}/webhooks/circleci`;
  const webhook = link(address, shorten(address, 300));
  return [section([connected, home.hint]), ...(webhook === '' ? [] : [context([home.webhook(webhook)])])];
}

/** What was decided elsewhere goes from here when the tab is opened, or by the button. */
function waitingBlocks({ waiting, locale }: HomeModel, { home, waiting: { list } }: Catalogue): KnownBlock[] {
  const refresh = button({ action: ACTION.approvalsRefresh, text: list.refresh, value: 'home' });
  return [...approvalBlocks(waiting, locale, home.nothingWaits), actions([refresh])];
}

function recentBlocks({ recent, userId, locale }: HomeModel, texts: Catalogue): KnownBlock[] {
  if (recent.length === 0) return [context([texts.home.noRecent])];
  const blocks = recent.slice(0, SHOWN.recent).map((snapshot) => {
    const status = pipelineStatus(snapshot);
    const state = `${statusEmoji(status)} *${statusWord(status, locale)}*`;
    const mine = snapshot.startedBySlackUser === userId ? texts.home.startedByYou : '';
    return section([row([state, pipelineLine(snapshot, texts), mine]), ...subjectLines(snapshot)]);
  });
  return [...blocks, ...restBlock(recent.length - SHOWN.recent, locale, texts)];
}

function subscriptionBlocks({ subscriptions, locale }: HomeModel, texts: Catalogue): KnownBlock[] {
  if (subscriptions.length === 0) return [context([texts.home.noSubscriptions])];
  const blocks = subscriptions
    .slice(0, SHOWN.subscriptions)
    .map((subscription) => section([subscriptionLine(subscription, locale)]));
  return [...blocks, ...restBlock(subscriptions.length - SHOWN.subscriptions, locale, texts)];
}

function pipelineLine(snapshot: PipelineSnapshot, texts: Catalogue): string {
  return row([pipelineLink(snapshot), refLabel({ snapshot, texts })]);
}

function subjectLines({ commitSubject }: PipelineSnapshot): string[] {
  const subject = escapeMrkdwn(shorten(oneLine(commitSubject ?? ''), 150));
  return subject === '' ? [] : [subject];
}

function restBlock(count: number, locale: Locale, { home }: Catalogue): KnownBlock[] {
  return count > 0 ? [context([home.more(formatCount(count, locale))])] : [];
}

function name(text: string): string {
  return inline(shorten(text, 80));
}
