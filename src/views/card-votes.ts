import type { ActionSnapshot, PipelineSnapshot, VoteSnapshot } from '../domain/pipeline.ts';
import { formatCount } from '../i18n/format.ts';
import type { Catalogue } from '../i18n/index.ts';
import type { CardView } from './card-view.ts';
import { row } from './card-view.ts';
import { listOf } from './lists.ts';
import { inline, mention, shorten } from './mrkdwn.ts';

const NAMES = { items: 10, length: 900 } as const;
const REASON = 120;

/** @returns the votes on one hold, oldest first */
export function votesOn(
  { votes = [] }: Pick<PipelineSnapshot, 'votes'>,
  workflowId: string,
  jobId: string,
): readonly VoteSnapshot[] {
  return votes.filter((vote) => vote.workflowId === workflowId && vote.jobId === jobId);
}

/** @returns who has approved a hold that waits, and how many more it takes; none while nobody has */
export function voteLines(
  { snapshot, texts, locale }: CardView,
  workflowId: string,
  jobId: string,
): string[] {
  const votes = votesOn(snapshot, workflowId, jobId);
  const newest = votes.at(-1);
  if (newest === undefined) return [];
  const counting = votes.filter(({ counts }) => counts);
  const dropped = votes.filter(({ counts }) => !counts);
  const name = (vote: VoteSnapshot) => voterLabel(vote, texts);
  const missing = Math.max(0, newest.needed - counting.length);
  const [have, needed] = [formatCount(counting.length, locale), formatCount(newest.needed, locale)];
  const without = listOf(dropped, ({ slackUserId }) => mention(slackUserId), NAMES, locale);
  return [
    `🗳️ ${row([
      texts.votes.tally(have, needed, listOf(counting, name, NAMES, locale)),
      missing === 0 ? '' : texts.votes.missing(missing),
      without === '' ? '' : texts.votes.dropped(without),
    ])}`,
  ];
}

/** @returns everybody whose approval it took, where it took several */
export function approverLines(
  { snapshot, texts, locale }: CardView,
  workflowId: string,
  jobId: string,
): string[] {
  const counting = votesOn(snapshot, workflowId, jobId).filter(({ counts }) => counts);
  if (counting.length === 0) return [];
  const names = listOf(counting, (vote) => voterLabel(vote, texts), NAMES, locale);
  return [`🗳️ ${texts.votes.approvedBy(names)}`];
}

/** @returns the reason as words in the middle of a line, in front of which stands who gave it */
export function withReason(who: string, reason: string | null | undefined, { votes }: Catalogue): string {
  const words = inline(shorten(reason ?? '', REASON));
  return words === '' ? who : votes.withReason(who, words);
}

/** @returns who acted, with the one for whom they did */
export function standingFor(
  who: string,
  { standsFor }: Pick<ActionSnapshot, 'standsFor'> | Pick<VoteSnapshot, 'standsFor'>,
  { votes }: Catalogue,
): string {
  return standsFor === undefined || standsFor === null ? who : votes.standsFor(who, mention(standsFor));
}

function voterLabel(vote: VoteSnapshot, texts: Catalogue): string {
  return withReason(standingFor(mention(vote.slackUserId), vote, texts), vote.reason, texts);
}
