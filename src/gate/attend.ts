import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Locale } from '../domain/locale.ts';
import { messages } from '../i18n/index.ts';
import { inRequestScope, type RequestScope } from '../slack/request-scope.ts';

/** A person who has read nothing for so long wonders whether it was heard. */
const LONG_MS = 6_000;
/** When the program ends, what CircleCI has been cut off from answers by itself within this. */
const LAST_CHANCE_MS = 1_000;

export interface Waiting {
  /** As far as it is known by now. */
  readonly locale: () => Locale;
  /** Tells the person something in private. */
  readonly tell: (text: string) => Promise<void>;
}

/**
 * Does what a person asked for in Slack, and tells them once when it takes long, and what it waits for; and when the
 * program ends meanwhile. Their `response_url` takes five messages: the notice, the answer and the word of an end
 * leave two.
 */
export async function attend<T>(
  ctx: Pick<Context, 'log' | 'stopping'>,
  waiting: Waiting,
  work: () => Promise<T>,
): Promise<T> {
  const scope: RequestScope = {
    ...{ isAnswered: false, isStored: false, notice: null },
    waitsFor: { circleci: 0, database: 0 },
  };
  const over = new AbortController();
  const ends = { signal: over.signal, ref: false };
  const say = (text: string) => {
    scope.notice = waiting.tell(text).catch((error: unknown) => {
      ctx.log.warn({ err: error }, 'a person could not be told that their request takes longer');
    });
  };
  const longer = async () => {
    await pause(LONG_MS, undefined, ends);
    if (!scope.isAnswered) say(messages(waiting.locale()).interactions.slow[reasonOf(scope)]);
  };
  const restart = async () => {
    await stopped(ctx.stopping, over.signal);
    await pause(LAST_CHANCE_MS, undefined, ends);
    const { outcomes, interactions } = messages(waiting.locale());
    if (!scope.isAnswered) say(scope.isStored ? outcomes.restarting : interactions.trouble.restarting);
  };
  for (const watch of [longer, restart]) watch().catch(() => {});
  try {
    return await inRequestScope(scope, async () => {
      const result = await work();
      if (scope.notice === null || scope.isAnswered) return result;
      await scope.notice;
      // Their card or another message has shown it; what was announced here still gets its end.
      await waiting.tell(messages(waiting.locale()).interactions.slow.over).catch((error: unknown) => {
        ctx.log.warn({ err: error }, 'a person could not be told that their request is over');
      });
      return result;
    });
  } finally {
    over.abort();
  }
}

function reasonOf({ waitsFor }: RequestScope): 'circleci' | 'database' | 'other' {
  if (waitsFor.circleci > 0) return 'circleci';
  return waitsFor.database > 0 ? 'database' : 'other';
}

/** @throws when the request is over first */
function stopped(stopping: AbortSignal, over: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (stopping.aborted) resolve();
  stopping.addEventListener('abort', () => resolve(), { once: true, signal: over });
  over.addEventListener('abort', () => reject(new Error('over')), { once: true });
  return promise;
}
