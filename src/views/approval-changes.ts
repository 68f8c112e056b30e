import type { HeadCommit, HoldDetail } from '../domain/approval-detail.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import { formatCount } from '../i18n/format.ts';
import { changesPhrase, type PartsView } from './approval-parts.ts';
import { commitUrl } from './card-commit.ts';
import { row } from './card-view.ts';
import { compareUrl } from './compare-url.ts';
import { inline, link, mention, shorten } from './mrkdwn.ts';

const COMMITS_SHOWN = 10;

/** @returns what came since, commit by commit, and where to see all of it */
export function changeLines(view: PartsView, snapshot: PipelineSnapshot, detail: HoldDetail): string[] {
  const { approvalDetail: texts } = view.texts;
  const { changes } = detail;
  const phrase = changesPhrase({ ...view, room: { items: 5, length: 300 } }, detail);
  if (changes === null || phrase === null) return [phrase ?? texts.noBranch];
  const shown = changes.commits.slice(0, COMMITS_SHOWN);
  const more = changes.commitsTotal - shown.length;
  const compare = compareUrl(snapshot.repositoryUrl, changes.last?.revision ?? null, snapshot.revision);
  const isCompared = changes.kind === 'since' && compare !== null;
  const note = isCompared ? `${texts.lowerBound} ${texts.comparisonShowsAll}` : texts.lowerBound;
  return [
    `${phrase}.`,
    ...(isCompared ? [link(compare, texts.compare)] : []),
    ...shown.map((commit) => commitLine(view, snapshot, commit)),
    ...(more > 0 ? [texts.moreCommits(formatCount(more, view.locale))] : []),
    ...(shown.length === 0 ? [] : [`_${note}_`]),
  ];
}

function commitLine(
  { texts: { approvalDetail } }: PartsView,
  snapshot: PipelineSnapshot,
  commit: HeadCommit,
): string {
  const isHash = /^[0-9a-f]{7,64}$/i.test(commit.revision);
  const short = isHash ? commit.revision.slice(0, 7) : shorten(commit.revision, 12);
  const subject = inline(shorten(commit.subject ?? '', 80));
  const run = link(commit.run.url, `#${commit.run.number ?? '–'}`);
  const label = link(isHash ? commitUrl(snapshot.repositoryUrl, commit.revision) : null, short) || '–';
  const by = commit.by === null ? null : inline(commit.by);
  const { startedBy, isAuthor, isTriggered = false } = commit;
  const { madeBy, pushedBy, triggeredBy } = approvalDetail;
  const say = isAuthor ? madeBy : isTriggered ? triggeredBy : pushedBy;
  const name = startedBy === undefined ? by : mention(startedBy);
  const who = name === null ? null : startedBy === undefined ? say(name) : triggeredBy(name);
  return `• ${row([approvalDetail.commitLine(label, subject, run), who])}`;
}
