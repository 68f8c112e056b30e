import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { currentWorkflows, pipelineStatus, waitingHolds } from '../domain/pipeline-state.ts';
import { isFailure } from '../domain/status.ts';
import { formatCount, formatList, slackDate } from '../i18n/format.ts';
import { type Catalogue, messages } from '../i18n/index.ts';
import { context, header, section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { code, escapeMrkdwn, inline, oneLine, shorten } from './mrkdwn.ts';
import { pipelineLink, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** What was held back, as it stands now. */
export interface DigestModel {
  /** What the message's blocks belong to. */
  readonly scope: string;
  /** Newest first; those that are listed. */
  readonly snapshots: readonly PipelineSnapshot[];
  /** How many there are in all. */
  readonly total: number;
  /** ISO 8601: when the first was held back. */
  readonly since: string;
  readonly reasons: ReadonlySet<'quiet' | 'digest' | 'budget'>;
  /** By the pipeline's id: whether what failed there fails on its branch to this moment. */
  readonly stillFailing: ReadonlyMap<string, boolean>;
}

export interface Digest {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Lines and characters of one part, of the 3,000 that a section takes; what does not fit is counted. */
const MOST_LINES = 10;
const ROOM = 2_800;
const MOST_STATUSES = 8;
const REASONS = ['quiet', 'digest', 'budget'] as const;

/** @returns one message that sums up: at most nine blocks, whatever the number of pipelines */
export function renderDigest(model: DigestModel, locale: Locale): Digest {
  const texts = messages(locale);
  const { digest } = texts.digests;
  const { snapshots, total } = model;
  const count = formatCount(total, locale);
  const statuses = counted(snapshots, locale);
  const failed = snapshots.filter(hasFailed);
  const waiting = snapshots.filter(isWaiting);
  const missing = total - snapshots.length;
  const blocks: KnownBlock[] = [
    header(digest.title(count)),
    context([sinceLine(model, locale)]),
    section([statuses]),
    ...part(digest.byRef, refLines(snapshots, locale), locale),
    ...part(
      digest.failed,
      failed.map((one) => failedLine(one, model, texts)),
      locale,
    ),
    ...part(digest.broken, brokenLines(failed, model, texts), locale),
    ...part(
      digest.waiting,
      waiting.map((one) => waitingLine(one, texts)),
      locale,
    ),
    ...(missing > 0 ? [context([digest.notLoaded(formatCount(missing, locale))])] : []),
  ];
  return {
    text: digest.fallback(count, statuses),
    blocks: withBlockIds(model.scope, blocks),
  };
}

/** @returns true when a workflow failed in its newest attempt, nothing ever started, or CircleCI reports errors */
export function hasFailed(snapshot: PipelineSnapshot): boolean {
  const whole = pipelineStatus(snapshot);
  return [whole, ...currentWorkflows(snapshot).map(({ status }) => status)].some(
    (status) => isFailure(status) || status === 'failing' || status === 'errored',
  );
}

function isWaiting(snapshot: PipelineSnapshot): boolean {
  return currentWorkflows(snapshot).some((workflow) => waitingHolds(workflow).length > 0);
}

function sinceLine({ since, reasons }: DigestModel, locale: Locale): string {
  const { digest } = messages(locale).digests;
  const named = REASONS.filter((reason) => reasons.has(reason)).map((reason) => digest.reasons[reason]);
  return digest.since(slackDate(since) ?? inline(since), formatList(named, locale));
}

/** `❌ Failed 3 · ✅ Succeeded 20`, the most frequent first. */
function counted(snapshots: readonly PipelineSnapshot[], locale: Locale): string {
  const { digest } = messages(locale).digests;
  const byStatus = [...Map.groupBy(snapshots, pipelineStatus)].toSorted((a, b) => b[1].length - a[1].length);
  const parts = byStatus
    .slice(0, MOST_STATUSES)
    .map(
      ([status, those]) =>
        `${statusEmoji(status)} ${digest.count(statusWord(status, locale), formatCount(those.length, locale))}`,
    );
  return row(parts) || '–';
}

function refLines(snapshots: readonly PipelineSnapshot[], locale: Locale): string[] {
  const byRef = Map.groupBy(snapshots, ({ projectSlug, branch, tag }) =>
    JSON.stringify([projectSlug, branch, tag]),
  );
  return [...byRef.values()]
    .toSorted((a, b) => b.length - a.length)
    .map((those) => `${row([placeOf(those[0], messages(locale)), counted(those, locale)])}`);
}

function placeOf(snapshot: PipelineSnapshot | undefined, texts: Catalogue): string {
  if (snapshot === undefined) return '';
  const name = code(shorten(oneLine(snapshot.projectName) || oneLine(snapshot.projectSlug), 60));
  return row([name, refLabel({ snapshot, texts })]);
}

function failedLine(snapshot: PipelineSnapshot, { stillFailing }: DigestModel, texts: Catalogue): string {
  const { digest } = texts.digests;
  const still = stillFailing.get(snapshot.id);
  const now = still === undefined ? '' : `_${still ? digest.still : digest.succeededSince}_`;
  const subject = escapeMrkdwn(shorten(oneLine(snapshot.commitSubject ?? ''), 80));
  return `❌ ${row([pipelineLink(snapshot), refLabel({ snapshot, texts }), subject, now])}`;
}

/** Each branch once, with the newest pipeline that tells of it. */
function brokenLines(
  failed: readonly PipelineSnapshot[],
  { stillFailing }: DigestModel,
  texts: Catalogue,
): string[] {
  const still = failed.filter(({ id }) => stillFailing.get(id) === true);
  const byRef = Map.groupBy(still, ({ projectSlug, branch }) => JSON.stringify([projectSlug, branch]));
  return [...byRef.values()].flatMap(([newest]) =>
    newest === undefined ? [] : [`❌ ${row([placeOf(newest, texts), pipelineLink(newest)])}`],
  );
}

function waitingLine(snapshot: PipelineSnapshot, texts: Catalogue): string {
  const { number } = snapshot;
  const how = number === null ? '' : texts.digests.digest.approveWith(code(`/circleci approve #${number}`));
  return `⏸️ ${row([pipelineLink(snapshot), refLabel({ snapshot, texts }), how])}`;
}

function part(title: string, lines: readonly string[], locale: Locale): KnownBlock[] {
  if (lines.length === 0) return [];
  const shown: string[] = [];
  let length = 0;
  for (const line of lines.slice(0, MOST_LINES)) {
    length += line.length + 1;
    if (length > ROOM) break;
    shown.push(line);
  }
  const more = lines.length - shown.length;
  const rest = more > 0 ? [messages(locale).digests.digest.more(formatCount(more, locale))] : [];
  return [section([`*${title}*`, ...shown, ...rest])];
}
