import type { AuditFilter } from '../audit/search.ts';
import { normaliseSlug } from '../domain/project-slug.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { mentionedProject } from './mention-word.ts';
import { personOf } from './person-word.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, pairOf, unexpected } from './words.ts';

export interface AuditArgs {
  /** Slack user id of the person asked about. */
  readonly person: string | null;
  readonly filter: Omit<AuditFilter, 'who' | 'since'>;
  readonly since: Since | null;
  /** A word that is no time to look back to. */
  readonly notATime: string | null;
}

type Since = { readonly day: Date } | { readonly agoMs: number };

const UNITS_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** @returns what `@person project action:… since:…` asks for, in any order */
export function parseAudit(words: readonly Word[]): AuditArgs | Mistake {
  let person: string | null = null;
  let since: Since | null = null;
  let notATime: string | null = null;
  const filter: { project?: string; action?: string } = {};
  for (const word of words) {
    const pair = looksLikeUrl(word.text) ? null : (pairOf(word, ':') ?? pairOf(word, '='));
    const key = pair?.key.toLowerCase();
    const named = personOf(word);
    const mentioned = key === 'project' && pair !== null ? mentionedProject(pair.value) : null;
    if (mentioned !== null) return mentioned;
    if (named !== null && person === null) person = named;
    else if (pair !== null && pair.value === '') return { mistake: 'empty-value', word: word.text };
    else if (key === 'action' && pair !== null) filter.action = pair.value.toLowerCase().replaceAll('-', '_');
    else if (key === 'since' && pair !== null) {
      since = readSince(pair.value);
      if (since === null) notATime = pair.value;
    } else if (key === 'project' && pair !== null) filter.project = projectOf(pair.value);
    else if (pair === null && filter.project === undefined) filter.project = projectOf(word.text);
    else return unexpected(word);
  }
  return { person, filter, since, notATime };
}

/** A slug in normal form, or a name as it is. */
function projectOf(text: string): string {
  return normaliseSlug(text) ?? text;
}

function readSince(text: string): Since | null {
  const [, count, unit = ''] = /^(\d{1,4})([mhdw])$/i.exec(text) ?? [];
  const unitMs = UNITS_MS[unit.toLowerCase()];
  if (count !== undefined && unitMs !== undefined) return { agoMs: Number(count) * unitMs };
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day === null || Number.isNaN(day.getTime()) ? null : { day };
}

/** @returns the moment, on the clock of whoever asks */
export function sinceAt(since: Since, now: Date): Date {
  return 'day' in since ? since.day : new Date(now.getTime() - since.agoMs);
}
