import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { delegate as delegateTo, delegationsOf, endDelegation } from '../policy/delegations.ts';
import { readReason } from '../runs/reason.ts';
import { isMistake } from '../views/help-mistake.ts';
import { mention } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { isMember } from './is-member.ts';
import { personOf } from './person-word.ts';
import { reasonOf } from './reason-word.ts';
import type { Word } from './tokens.ts';

/** Longer than a holiday is a matter for the rules, which are reviewed. */
const MOST_DAYS = 30;
const DAY_MS = 86_400_000;
const UNITS_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
};

type DelegateArgs =
  | { readonly kind: 'show' | 'off' | 'who' | 'how-long' }
  | { readonly kind: 'delegate'; readonly to: string; readonly ms: number; readonly reason: string | null };

export const delegate = command({
  name: 'delegate',
  style: { prose: 2 },
  people: 'first',
  parse: parseDelegate,
  run: changeDelegation,
});

function parseDelegate(words: readonly Word[]): DelegateArgs {
  const [who, time, ...rest] = words;
  if (who === undefined) return { kind: 'show' };
  if (who.text.toLowerCase() === 'off') return { kind: 'off' };
  const to = personOf(who);
  if (to === null) return { kind: 'who' };
  const ms = time === undefined ? null : readTime(time.text);
  if (ms === null) return { kind: 'how-long' };
  const [first] = rest;
  const named = first === undefined ? null : reasonOf(first);
  const begin = named === null || isMistake(named) ? (first?.text ?? '') : named.reason;
  const reason = readReason([begin, ...rest.slice(1).map(({ text }) => text)].join(' '));
  return { kind: 'delegate', to, ms, reason };
}

/** @returns milliseconds; null for what is no time, or too long a one */
function readTime(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,4})([mhdw])$/i.exec(text) ?? [];
  const ms = Number(count) * (UNITS_MS[unit.toLowerCase()] ?? Number.NaN);
  return ms > 0 && ms <= MOST_DAYS * DAY_MS ? ms : null;
}

async function changeDelegation(ctx: Context, { actor }: Invocation, args: DelegateArgs): Promise<Reply> {
  const { delegate: texts } = messages(actor.locale).votes;
  switch (args.kind) {
    case 'show':
      return show(ctx, actor);
    case 'off': {
      const ended = await endDelegation(ctx, actor);
      return { text: ended === null ? texts.none : texts.ended(mention(ended.to)) };
    }
    case 'who':
      return { text: texts.who };
    case 'how-long':
      return { text: texts.howLong(MOST_DAYS) };
    case 'delegate':
      return name(ctx, actor, args.to, args.ms, args.reason);
  }
}

async function show(ctx: Context, actor: Actor): Promise<Reply> {
  const { delegate: texts } = messages(actor.locale).votes;
  const { own } = await delegationsOf(ctx, actor);
  return { text: own === null ? texts.none : texts.you(mention(own.to), moment(own.until)) };
}

async function name(
  ctx: Context,
  actor: Actor,
  to: string,
  ms: number,
  reason: string | null,
): Promise<Reply> {
  const { delegate: texts } = messages(actor.locale).votes;
  if (ctx.policy.current() === null) return { text: texts.noPolicy };
  if (to === actor.userId) return { text: texts.self };
  const member = await isMember(ctx, to);
  if (member !== true) return { text: member === null ? texts.unknown : texts.notAPerson };
  const until = new Date(ctx.now().getTime() + ms);
  await delegateTo(ctx, actor, { to, until, reason });
  return { text: texts.done(mention(to), moment(until)) };
}

function moment(time: Date): string {
  return slackDate(time.toISOString()) ?? '';
}
