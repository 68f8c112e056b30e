import type { Locale } from '../domain/locale.ts';
import { slackDate } from '../i18n/format.ts';
import { type Catalogue, messages } from '../i18n/index.ts';
import { joinWithin } from './blocks.ts';
import { row } from './card-view.ts';
import { standingFor } from './card-votes.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';

/** An entry of the audit log, as far as it is shown. */
export interface ShownEntry {
  readonly seq: number;
  readonly at: string;
  readonly event: string;
  readonly action: string;
  /** `team:user` */
  readonly who: string;
  readonly as: string | null;
  readonly where: Readonly<
    Record<'channel' | 'project' | 'branch' | 'tag' | 'workflow' | 'job', string | null>
  >;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly why: string | null;
  readonly standsFor: string | null;
  readonly answer: { readonly status: number | null; readonly requestId: string | null } | null;
}

/** Slack advises to stay below 4,000 characters. Source: Slack docs, chat.postMessage, text. */
const LONGEST = 3_900;

/** @returns mrkdwn with a line for each entry, newest first */
export function renderAudit(
  list: { readonly entries: readonly ShownEntry[]; readonly more: boolean; readonly own: boolean },
  locale: Locale,
): string {
  const texts = messages(locale);
  if (list.entries.length === 0) return texts.audit.nothing;
  const title = list.own ? texts.audit.yours : texts.audit.everyones;
  return joinWithin(
    [
      `*${title}*${list.more ? ` ${texts.audit.more}` : ''}`,
      ...list.entries.map((entry) => entryLine(entry, texts)),
    ],
    LONGEST,
  );
}

function entryLine(entry: ShownEntry, texts: Catalogue): string {
  const { audit } = texts;
  const { where, answer } = entry;
  const ref = where.branch ?? where.tag;
  const path = [where.project, ref, where.workflow, where.job].filter((part) => part !== null);
  const events: Readonly<Record<string, string>> = audit.events;
  const word = Object.hasOwn(events, entry.event) ? events[entry.event] : undefined;
  return `• ${row([
    slackDate(entry.at) ?? inline(shorten(entry.at, 30)),
    `*${inline(shorten(entry.action, 20))}* ${word ?? inline(shorten(entry.event, 20))}`,
    standingFor(mention(entry.who.split(':')[1] ?? entry.who), entry, texts),
    path.map((part) => inline(shorten(part, 80))).join(' / '),
    entry.as === null ? '' : entry.as === 'shared' ? audit.asBot : audit.asPerson,
    entry.rule === null ? '' : audit.rule(inline(shorten(entry.rule, 60))),
    entry.why === null ? '' : inline(shorten(entry.why, 80)),
    entry.reason === null ? '' : audit.reason(inline(shorten(entry.reason, 80))),
    answer?.status === undefined || answer.status === null ? '' : audit.answered(String(answer.status)),
    code(`#${entry.seq}`),
  ])}`;
}
