import type { Context } from '../context.ts';
import { resendDeadLetters } from '../sending/dead-letters.ts';
import { deliveryHealth } from '../sending/health.ts';
import { renderHealth, resentText } from '../views/health.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseOptionalWord } from './single-word.ts';
import type { Word } from './tokens.ts';
import { unexpected } from './words.ts';

export const health = command({ name: 'health', parse: parseHealth, run: tellHealth });

function parseHealth(words: readonly Word[]): { readonly resend: boolean } | Mistake {
  const read = parseOptionalWord(words);
  if (isMistake(read)) return read;
  const [first] = words;
  if (read.word === null || first === undefined) return { resend: false };
  return read.word.toLowerCase() === 'resend' ? { resend: true } : unexpected(first);
}

async function tellHealth(
  ctx: Context,
  { actor: { locale, teamId, userId } }: Invocation,
  { resend }: { readonly resend: boolean },
): Promise<Reply> {
  if (!resend) return { text: renderHealth(await deliveryHealth(ctx), locale) };
  const count = await resendDeadLetters(ctx, null);
  ctx.log.info({ user: `${teamId}:${userId}`, count }, 'dead letters are sent again');
  return { text: resentText(count, locale) };
}
