import type { KnownBlock } from '@slack/types';
import type { PipelineProblem } from '../domain/pipeline.ts';
import { currentWorkflows, dynamicState, pipelineStatus } from '../domain/pipeline-state.ts';
import { formatCount, formatDuration, slackDate } from '../i18n/format.ts';
import type { Catalogue } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { context, linkButton, section } from './blocks.ts';
import { commitLabel } from './card-commit.ts';
import { lockBlocks } from './card-locks.ts';
import { starterLabel } from './card-starter.ts';
import { type CardView, row } from './card-view.ts';
import { escapeMrkdwn, inline, mention, oneLine, quote, shorten } from './mrkdwn.ts';
import { pipelineLink, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** @returns what the pipeline is, how it stands, where it comes from, and what CircleCI complains of */
export function headBlocks(view: CardView): KnownBlock[] {
  return [
    titleBlock(view),
    originBlock(view),
    ...lateBlocks(view),
    ...problemBlocks(view),
    ...lockBlocks(view),
    ...noteBlocks(view),
  ];
}

function titleBlock(view: CardView): KnownBlock {
  const { snapshot, locale, texts } = view;
  const status = pipelineStatus(snapshot);
  const state = `${statusEmoji(status)} *${statusWord(status, locale)}*`;
  // On a line of its own, where an unpaired backtick or asterisk of the author's cannot reach ours.
  const subject = escapeMrkdwn(shorten(oneLine(snapshot.commitSubject ?? ''), 200));
  return section(
    [row([state, pipelineLink(snapshot), refLabel(view)]), ...(subject === '' ? [] : [subject])],
    linkButton(ACTION.openPipeline, texts.cards.openPipeline, snapshot.url),
  );
}

function originBlock(view: CardView): KnownBlock {
  const { snapshot, texts, mutedBy = null } = view;
  const muted = mutedBy === null ? null : texts.people.mutedBy(mention(mutedBy));
  return context([row([commitLabel(view), starterLabel(view), slackDate(snapshot.createdAt), muted])]);
}

/** In whole minutes: it stands for how long nobody was told, not for how long anything took. */
function lateBlocks({ snapshot: { lateSeconds }, texts, locale }: CardView): KnownBlock[] {
  if (lateSeconds === undefined || lateSeconds === null) return [];
  const minutes = Math.max(1, Math.floor(lateSeconds / 60));
  return [context([texts.cards.toldLate(formatDuration(minutes * 60_000, locale))])];
}

const PROBLEMS_SHOWN = 2;

function problemBlocks({ snapshot: { problems }, texts, locale }: CardView): KnownBlock[] {
  if (problems.length === 0) return [];
  const more = problems.length - PROBLEMS_SHOWN;
  const lines = problems.slice(0, PROBLEMS_SHOWN).flatMap((problem) => problemLines(problem, texts));
  return [section(more > 0 ? [...lines, texts.cards.moreProblems(formatCount(more, locale))] : lines)];
}

function problemLines({ type, message }: PipelineProblem, texts: Catalogue): string[] {
  const known: Record<string, string> = texts.cards.problem;
  const text = Object.hasOwn(known, type) ? known[type] : undefined;
  const heading = text ?? row([texts.cards.problem.other, inline(shorten(type, 40))]);
  const quoted = quote(message, 250, 6);
  return [`⚠️ *${heading}*`, ...(quoted === '' ? [] : [quoted])];
}

function noteBlocks({ snapshot, texts: { cards } }: CardView): KnownBlock[] {
  const status = pipelineStatus(snapshot);
  if (status === 'starting') return [context([cards.noWorkflowYet])];
  const current = currentWorkflows(snapshot);
  if (status === 'success' && current.some(({ unread }) => unread === true)) {
    return [context([cards.onlyWebhooks])];
  }
  const note = { checking: 'unconfirmed', setup: 'awaited', 'setup-only': 'setup-only' } as const;
  if (status === 'checking' || status === 'setup' || status === 'setup-only') {
    return [context([cards.setup[note[status]]])];
  }
  const isRefused =
    dynamicState(snapshot) === 'refused' &&
    current.some(({ isSetup, status: own }) => isSetup === true && own === 'success');
  return isRefused ? [context([cards.setup.refused])] : [];
}
