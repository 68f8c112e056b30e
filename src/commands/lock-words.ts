import { normaliseSlug } from '../domain/project-slug.ts';
import { behind, patternMistake } from '../subscriptions/patterns.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { clean, oneLine } from '../views/mrkdwn.ts';
import { durationOf } from './duration-word.ts';
import { reasonOf } from './reason-word.ts';
import type { Word } from './tokens.ts';
import { looksLikeUrl, optionOf, unexpected, unknownOption } from './words.ts';

/** A project and perhaps a branch of it, in one word. */
export interface ScopeWord {
  /** A slug, a short name or a link, for `projectNamed`. */
  readonly project: string;
  /** A branch or a glob; null when none was typed. */
  readonly branch: string | null;
}

export interface LockArgs {
  /** Null without any words, and for a freeze. */
  readonly scope: ScopeWord | null;
  /** What stands where the time belongs; null when nothing does. */
  readonly time: string | null;
  /** Milliseconds; null when that is no time. */
  readonly forMs: number | null;
  readonly reason: string | null;
}

/** Everybody reads it; git's own limit of a branch is 250 or so. */
const LONGEST = { reason: 300, branch: 255 } as const;

/** `PROJECT[/BRANCH] TIME REASON`; nothing at all lists the locks. */
export function parseLock(words: readonly Word[]): LockArgs | Mistake {
  const [first, ...rest] = words;
  if (first === undefined) return { scope: null, time: null, forMs: null, reason: null };
  const scope = readScope(first);
  return isMistake(scope) ? scope : { ...parseFreeze(rest), scope };
}

/** `TIME REASON` */
export function parseFreeze(words: readonly Word[]): LockArgs {
  const [time, ...rest] = words;
  return {
    scope: null,
    time: time?.text ?? null,
    forMs: time === undefined ? null : durationOf(time.text),
    reason: readReason(rest),
  };
}

/** `PROJECT[/BRANCH] [REASON]`, with the reason in plain words or as `reason:"…"`. */
export function parseScopeAndReason(
  words: readonly Word[],
): { readonly scope: ScopeWord | null; readonly reason: string | null } | Mistake {
  const [first, ...rest] = words;
  if (first === undefined) return { scope: null, reason: null };
  const scope = readScope(first);
  return isMistake(scope) ? scope : { scope, reason: readReason(rest) };
}

/** `PROJECT[/BRANCH] [reason:"…"]` and nothing else: a word too many may have been meant as another project. */
export function parseStop(
  words: readonly Word[],
): { readonly scope: ScopeWord | null; readonly reason: string | null } | Mistake {
  let reason: string | null = null;
  let scope: ScopeWord | null = null;
  for (const word of words) {
    const given = reasonOf(word);
    if (given !== null) {
      if (isMistake(given)) return given;
      if (reason !== null) return unexpected(word);
      reason = tidy(given.reason);
      continue;
    }
    if (scope !== null) return unexpected(word);
    const read = readScope(word);
    if (isMistake(read)) return read;
    scope = read;
  }
  return { scope, reason };
}

/** @returns the words that are left, as one reason, with or without `reason:` in front */
export function readReason(words: readonly Word[]): string | null {
  const [first, ...rest] = words;
  const given = first === undefined ? null : reasonOf(first);
  const begin = given === null || isMistake(given) ? (first?.text ?? '') : given.reason;
  return tidy([begin, ...rest.map(({ text }) => text)].join(' '));
}

function tidy(text: string): string | null {
  return oneLine(text).slice(0, LONGEST.reason).toWellFormed().trim() || null;
}

function readScope(word: Word): ScopeWord | Mistake {
  const { text } = word;
  if (optionOf(word) !== null) return unknownOption(word, []);
  if (looksLikeUrl(text)) return { project: text, branch: null };
  const { project, branch } = split(text.split('/'));
  if (project === '' || branch === '' || clean(text) !== text) return unexpected(word);
  if (branch !== null && branch.length > LONGEST.branch) return unexpected(word);
  const mistake = branch === null ? null : patternMistake(branch, 'ref');
  return mistake === null ? { project, branch } : behind(`${project}/`, mistake);
}

/** A slug has three parts, a short name one; what follows is the branch. */
function split(parts: readonly string[]): ScopeWord {
  const length = normaliseSlug(parts.slice(0, 3).join('/')) === null ? 1 : 3;
  const branch = parts.slice(length).join('/');
  return {
    project: parts.slice(0, length).join('/'),
    branch: parts.length > length ? branch : null,
  };
}
