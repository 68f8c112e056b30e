import {
  type BehindHold,
  type ChangesSince,
  type ContextUse,
  contextVerdict,
  type HoldDetail,
} from '../domain/approval-detail.ts';
import { formatCount } from '../i18n/format.ts';
import type { CardView } from './card-view.ts';
import { listOf } from './lists.ts';
import { code, inline, link, mention } from './mrkdwn.ts';

/** Phrases that the card and the form share. All mrkdwn, escaped. */

/** The view, with how much of a list it has room for. */
export interface PartsView extends Pick<CardView, 'texts' | 'locale'> {
  readonly room: { readonly items: number; readonly length: number };
}

/** @returns what came since, in one phrase; nothing where there is no branch */
export function changesPhrase(view: PartsView, { changes, behind }: HoldDetail): string | null {
  const { approvalDetail: texts } = view.texts;
  if (changes === null) return texts.changesUnread;
  const jobs = namesPhrase(view, behind?.measured ?? []);
  const run = changes.last === null ? '' : link(changes.last.url, `#${changes.last.number ?? '–'}`);
  switch (changes.kind) {
    case 'no-branch':
      return null;
    case 'same':
      return texts.same(jobs, run);
    case 'since':
      return texts.since(commitsPhrase(view, changes), jobs, run);
    case 'not-found': {
      if (changes.searched === 0 && !changes.isCut) return texts.firstOnBranch;
      const { searched } = changes;
      const runs = texts.earlierRuns(searched, formatCount(searched, view.locale));
      const say = changes.isCut ? texts.notFound : texts.never;
      return say(commitsPhrase(view, changes), jobs, runs);
    }
  }
}

function commitsPhrase(view: PartsView, { commitsTotal, people, starters = [] }: ChangesSince): string {
  const { approvalDetail: texts } = view.texts;
  const commits = texts.commits(commitsTotal, formatCount(commitsTotal, view.locale));
  const all = [...people.map((name) => inline(name)), ...starters.map(mention)];
  const who = listOf(all, (name) => name, { items: 3, length: 150 }, view.locale);
  return who === '' ? commits : texts.by(commits, who);
}

/** @returns which jobs this approval lets go on, in one phrase */
export function unlocksPhrase(view: PartsView, behind: BehindHold | null): string {
  const { approvalDetail: texts } = view.texts;
  if (behind === null) return texts.behindUnread;
  if (behind.unlockedTotal + behind.laterTotal === 0) return texts.unlocksNothing;
  const { unlocked, unlockedTotal, later, laterTotal } = behind;
  return unlockedTotal > 0
    ? texts.unlocks(namesPhrase(view, unlocked, unlockedTotal))
    : texts.jobsLater(namesPhrase(view, later, laterTotal));
}

/** @returns the contexts by name, with a sign where one is restricted or refused; nothing when there are none */
export function contextsPhrase(view: PartsView, { contexts }: HoldDetail): string | null {
  const { approvalDetail: texts } = view.texts;
  if (contexts === null) return texts.contextsUnread;
  const now = contexts.uses.filter(({ later }) => !later);
  if (now.length === 0) return null;
  return texts.contexts(listOf(now, (use) => `${code(use.name)}${signOf(use)}`, view.room, view.locale));
}

/** Whatever person it is about. */
function signOf(use: ContextUse): string {
  const verdict = contextVerdict(use, 'unknown');
  if (verdict.kind === 'refused') return ' ⛔';
  return verdict.kind === 'unknown' && verdict.why !== 'unread' ? ' 🔒' : '';
}

/** @param total of which the names are the first */
export function namesPhrase(
  { locale, room }: PartsView,
  names: readonly string[],
  total = names.length,
): string {
  const all = [...names, ...Array.from({ length: Math.max(0, total - names.length) }, () => null)];
  const shown = { ...room, items: Math.min(room.items, names.length) };
  return listOf(all, (name) => (name === null ? '' : `*${inline(name)}*`), shown, locale);
}
