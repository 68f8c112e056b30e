import { DAY_MINUTES as DAY, type Escalation, HOLDS_LIVE_DAYS } from '../domain/waiting-options.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';

/** What people write about holds that wait, in commands and in the file: `2h,8h`, `24h:@group`, `7d`. */

const UNITS = new Map([
  ['m', 1],
  ['h', 60],
  ['d', DAY],
  ['w', 7 * DAY],
]);
const OFF = new Set(['', 'off', 'no', 'none', 'never', 'false']);
/** A card that was just seen needs no reminder, and CircleCI ends a hold after 90 days. */
const SHORTEST = 5;
const LONGEST = (HOLDS_LIVE_DAYS - 1) * DAY;
/** Whoever is away shall find out that a hold is about to be given up. */
const SHORTEST_EXPIRY = 60;
const MOST_REMINDERS = 5;
/** As for mentions: Slack's own form, with the id; anybody may bear any name. */
const WHOM = /^<?[@!]?(?:subteam\^)?([USW][A-Z0-9]{2,30})(?:\|[^>]*)?>?$/;

export interface WaitingOptions {
  readonly remind?: number[];
  readonly escalate?: Escalation;
  readonly expire?: number;
}

/** @returns the options that are set, of all three words */
export function readWaiting(words: {
  readonly remind: readonly string[];
  readonly escalate: string;
  readonly expire: string;
}): WaitingOptions | Mistake {
  const read = [readRemind(words.remind), readEscalate(words.escalate), readExpire(words.expire)];
  return read.find(isMistake) ?? Object.assign({}, ...read);
}

/** @param texts a time each; `off` or nothing for none */
export function readRemind(texts: readonly string[]): Pick<WaitingOptions, 'remind'> | Mistake {
  const times = new Set<number>();
  for (const text of texts.map((one) => one.trim()).filter((one) => !OFF.has(one.toLowerCase()))) {
    const minutes = readMinutes(text);
    if (minutes === null || minutes < SHORTEST || minutes > LONGEST) {
      return { mistake: 'remind-form', word: text, nearest: ['remind=2h,8h'] };
    }
    times.add(minutes);
  }
  if (times.size > MOST_REMINDERS)
    return { mistake: 'too-many-patterns', word: 'remind=', max: MOST_REMINDERS };
  return times.size === 0 ? {} : { remind: [...times].sort((a, b) => a - b) };
}

/** @param text a time, a colon, and a user group or a person by their Slack id; `off` or nothing for none */
export function readEscalate(text: string): Pick<WaitingOptions, 'escalate'> | Mistake {
  if (OFF.has(text.trim().toLowerCase())) return {};
  const [time = '', ...rest] = text.split(/[:：]/u);
  const after = readMinutes(time);
  const whom = WHOM.exec(rest.join(':').trim())?.[1];
  if (after === null || after < SHORTEST || after > LONGEST || whom === undefined) {
    return { mistake: 'escalate-form', word: text };
  }
  return { escalate: { after, whom } };
}

/** @param text a time; `off` or nothing for never */
export function readExpire(text: string): Pick<WaitingOptions, 'expire'> | Mistake {
  if (OFF.has(text.trim().toLowerCase())) return {};
  const expire = readMinutes(text);
  if (expire === null || expire < SHORTEST_EXPIRY || expire > LONGEST) {
    return { mistake: 'expire-form', word: text, nearest: ['expire=7d', 'expire=off'] };
  }
  return { expire };
}

/** @returns minutes of `30m`, `2h`, `7d`, `2w`; null for what is none */
export function readMinutes(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,6})\s*([mhdw])$/i.exec(text.normalize('NFKC').trim()) ?? [];
  const minutes = UNITS.get(unit.toLowerCase());
  return minutes === undefined ? null : Number(count) * minutes;
}
