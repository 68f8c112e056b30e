import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { JobSnapshot, PipelineSnapshot } from '../domain/pipeline.ts';
import { formatCount, formatList, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { inline } from './mrkdwn.ts';
import { whomText } from './people.ts';
import { pipelineLabel, pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';
import { waitedWords } from './waiting-parts.ts';

/** Who may do something, as far as it can be said in a line. */
export type WhoMay =
  /** Ids of users and user groups whom rules name; `everyone`: a rule allows every member. */
  | { readonly by: 'rules'; readonly named: readonly string[]; readonly everyone: boolean }
  /** Without rules: whoever has a token of their own, or anyone with the bot's. */
  | { readonly by: 'token' }
  | { readonly by: 'shared' };

export interface ReminderModel {
  readonly snapshot: PipelineSnapshot;
  readonly job: JobSnapshot;
  readonly kind: 'remind' | 'escalate' | 'ending' | 'expiring' | 'overdue';
  /** Names the reply among the others of its thread. */
  readonly step: string;
  readonly waitedMs: number;
  /** Called beside those who may approve. */
  readonly mentions: readonly string[];
  /** May approve it; of one that is overdue: may cancel it. */
  readonly who: WhoMay;
  readonly expiresAt: Date | null;
  readonly endsAt: Date | null;
}

/** Whoever is one of many need not be called by name. */
const MOST_CALLED = 3;
const EMOJI = { remind: '⏰', escalate: '📣', ending: '⌛', expiring: '⌛', overdue: '⌛' } as const;

/** @returns a short reply for the thread of a card; it mentions a few of those who can do something about it */
export function renderReminder(
  model: ReminderModel,
  locale: Locale,
): { readonly text: string; readonly blocks: KnownBlock[] } {
  const { snapshot, job, kind, mentions } = model;
  const texts = messages(locale);
  const { waiting } = texts;
  const hold = inline(plainLabel(job));
  const time = waitedWords(model.waitedMs, locale);
  const ref = refLabel({ snapshot, texts });
  const called = formatList(
    mentions.slice(0, MOST_CALLED).map((whom) => whomText(whom, locale)),
    locale,
  );
  const said = `${EMOJI[kind]} ${row([waiting.reminder(hold, time, pipelineLink(snapshot)), ref])}`;
  const lines = [
    said,
    ...(called === '' ? [] : [waiting.called(called)]),
    ...endLines(model, locale),
    ...whoLines(model, locale),
  ];
  return {
    // What a notification says: mentions in it are what calls people, so they stand in it, too.
    text: row([waiting.fallback(hold, time, pipelineLabel(snapshot)), called]),
    blocks: withBlockIds(`${snapshot.id} ${job.id} ${model.step}`, [section(lines)]),
  };
}

function endLines({ kind, expiresAt, endsAt, waitedMs }: ReminderModel, locale: Locale): string[] {
  const { waiting } = messages(locale);
  if (kind === 'overdue') return [waiting.overdue(waitedWords(waitedMs, locale))];
  const expires = expiresAt === null ? null : slackDate(expiresAt.toISOString());
  const ends = endsAt === null ? null : slackDate(endsAt.toISOString());
  return [
    ...(expires === null ? [] : [waiting.expires(expires)]),
    ...(ends === null ? [] : [waiting.ends(ends)]),
  ];
}

function whoLines({ who, kind, mentions }: ReminderModel, locale: Locale): string[] {
  const { waiting } = messages(locale);
  if (kind === 'overdue' && who.by !== 'rules') return [];
  if (who.by === 'token') return [waiting.connectedMay];
  if (who.by === 'shared') return [waiting.anyoneMay];
  if (who.named.length === 0 && !who.everyone) return kind === 'overdue' ? [] : [waiting.nobodyMay];
  // Whoever is called already is not called twice, and few are called at all.
  const named = who.named.filter((whom) => !mentions.includes(whom));
  const shown = named.slice(0, Math.max(1, MOST_CALLED - mentions.length));
  const words = shown.map((whom) => whomText(whom, locale));
  const all = formatList([...words, ...(who.everyone ? [waiting.everyoneMay] : [])], locale);
  if (all === '') return [];
  if (kind === 'overdue') return [waiting.mayCancel(all)];
  const more = named.length - shown.length;
  return [more > 0 ? waiting.mayApproveSome(all, formatCount(more, locale)) : waiting.mayApprove(all)];
}
