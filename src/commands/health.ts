import type { Context } from '../context.ts';
import { govern } from '../policy/govern.ts';
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
  { actor }: Invocation,
  { resend }: { readonly resend: boolean },
): Promise<Reply> {
  const { locale, teamId, userId } = actor;
  if (!resend) return { text: renderHealth(await deliveryHealth(ctx), locale) };
  const resent = await govern(ctx, actor, { name: 'resend', action: 'admin' }, async () => {
    const value = await resendDeadLetters(ctx, null);
    return { value, detail: { count: value } };
  });
  if (!resent.ok) return { text: resent.text };
  const count = resent.value;
  ctx.log.info({ user: `${teamId}:${userId}`, count }, 'dead letters are sent again');
  return { text: resentText(count, locale) };
}
