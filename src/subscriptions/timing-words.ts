import { nearest } from '../domain/nearest.ts';
import { OUTCOMES, type Outcome } from '../domain/subscription-filter.ts';
import type { Mistake } from '../views/help-mistake.ts';
import { digestText, PERIODS, parseDigest } from './digest-time.ts';
import { isAlwaysQuiet } from './quiet-hours.ts';
import { parseWindow, windowText } from './quiet-window.ts';
import { USUAL_BUDGET } from './timing.ts';

/** What people write about when and how much, in commands, in the form and in the file. */

const MOST_WINDOWS = 10;
const MOST_CARDS = 10_000;
const OFF = new Set(['off', 'no', 'none', 'never', 'false']);

/**
 * @param text windows separated by `;` or by spaces after their zone; `off` or nothing for none
 * @returns each as it is stored, once
 */
export function readQuiet(text: string): readonly string[] | Mistake {
  const words = text
    .normalize('NFKC')
    .replace(/\s*@\s*/g, '@')
    .split(/[;\n]+|(?<=@\S+)\s+/u)
    .map((word) => word.trim())
    .filter((word) => word !== '' && !OFF.has(word.toLowerCase()));
  if (words.length > MOST_WINDOWS) return { mistake: 'too-many-patterns', word: 'quiet=', max: MOST_WINDOWS };
  const windows = new Set<string>();
  for (const word of words) {
    const read = parseWindow(word);
    if (!('problem' in read)) windows.add(windowText(read));
    else if (read.problem === 'form') return { mistake: 'quiet-form', word };
    else return unknownZone(`quiet=${word}`, read.word, read.nearest);
  }
  // Any moment will do: what leaves no gap in two weeks leaves none.
  return isAlwaysQuiet([...windows], new Date(0))
    ? { mistake: 'quiet-always', word: words.join('; ') }
    : [...windows];
}

/** @returns the digest as it is stored, null for none */
export function readDigest(text: string): string | null | Mistake {
  const word = text.trim();
  if (word === '' || OFF.has(word.toLowerCase())) return null;
  const read = parseDigest(word);
  if (!('problem' in read)) return digestText(read);
  if (read.problem === 'zone') return unknownZone(`digest=${word}`, read.word, read.nearest);
  const [first = ''] = word.split(/[@,\s]/);
  return { mistake: 'digest-form', word, nearest: nearest(first, PERIODS).map((one) => `digest=${one}`) };
}

/** @returns how many cards an hour, null for no limit */
export function readBudget(text: string): { readonly budget: number | null } | Mistake {
  const word = text.normalize('NFKC').trim();
  if (OFF.has(word.toLowerCase()) || word === '') return { budget: null };
  const budget = /^\d{1,6}$/.test(word) ? Number(word) : 0;
  if (budget >= 1 && budget <= MOST_CARDS) return { budget };
  return { mistake: 'budget-form', word, nearest: [`budget=${USUAL_BUDGET}`, 'budget=off'] };
}

export function readUrgent(words: readonly string[]): readonly Outcome[] | Mistake {
  const chosen = new Set<Outcome>();
  for (const word of words) {
    const plain = word.trim().toLowerCase().replaceAll('-', '_');
    if (OFF.has(plain)) continue;
    const outcome = OUTCOMES.find((known) => known === plain);
    if (outcome === undefined) {
      return {
        mistake: 'urgent-form',
        word,
        nearest: nearest(plain, OUTCOMES).map((one) => `urgent=${one}`),
      };
    }
    chosen.add(outcome);
  }
  return OUTCOMES.filter((outcome) => chosen.has(outcome));
}

function unknownZone(word: string, zone: string, near: readonly string[]): Mistake {
  return { mistake: 'unknown-zone', word: zone, nearest: near.map((one) => word.replace(zone, one)) };
}
