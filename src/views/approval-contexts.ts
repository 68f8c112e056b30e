import {
  type ContextUse,
  contextVerdict,
  type HoldDetail,
  type Membership,
} from '../domain/approval-detail.ts';
import { formatCount } from '../i18n/format.ts';
import { namesPhrase, type PartsView } from './approval-parts.ts';
import { listOf } from './lists.ts';
import { code, inline } from './mrkdwn.ts';

/** @returns each context behind the hold, and whether the person who looks could have it used */
export function contextLines(view: PartsView, { contexts }: HoldDetail, membership: Membership): string[] {
  const { approvalDetail: texts } = view.texts;
  if (contexts === null) return [texts.contextsUnread];
  const { uses, usesTotal, unknownJobs } = contexts;
  const more = usesTotal - uses.length;
  return [
    ...uses.map((use) => contextLine(view, use, membership)),
    ...(more > 0 ? [texts.moreContexts(formatCount(more, view.locale))] : []),
    ...(uses.length === 0 && unknownJobs === 0 ? [texts.noContexts] : []),
    ...(unknownJobs === 0 ? [] : [texts.unknownJobs(formatCount(unknownJobs, view.locale))]),
  ];
}

function contextLine(view: PartsView, use: ContextUse, membership: Membership): string {
  const { approvalDetail: texts } = view.texts;
  const few = { ...view, room: { items: 3, length: 150 } };
  const jobs = namesPhrase(few, use.jobs);
  const when = use.later ? ` (${texts.contextLater})` : '';
  return `• ${texts.contextLine(code(use.name), jobs, verdictPhrase(view, use, membership))}${when}`;
}

/** @returns whether a context could be used, as mrkdwn for the middle of a line */
export function verdictPhrase(
  { texts: { approvalDetail: texts }, locale }: Pick<PartsView, 'texts' | 'locale'>,
  use: Pick<ContextUse, 'limits'>,
  membership: Membership,
): string {
  const verdict = contextVerdict(use, membership);
  const few = { items: 3, length: 200 };
  switch (verdict.kind) {
    case 'fine':
      return `✅ ${membership === 'member' ? texts.fine : texts.fineForAll}`;
    case 'refused':
      return `⛔ ${texts.refused[verdict.why]}`;
    case 'unknown': {
      const { groups = [], expressions = [] } = use.limits ?? {};
      if (verdict.why === 'unread') return `❔ ${texts.unknown.unread}`;
      return verdict.why === 'groups'
        ? `🔒 ${texts.unknown.groups(listOf(groups, (name) => `*${inline(name)}*`, few, locale))}`
        : `🔒 ${texts.unknown.expressions(listOf(expressions, code, few, locale))}`;
    }
  }
}
