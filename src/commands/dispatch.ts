import type { Context } from '../context.ts';
import { dropInvisible } from '../domain/invisible.ts';
import { storable } from '../domain/storable.ts';
import { explainTrouble } from '../gate/trouble.ts';
import { messages } from '../i18n/index.ts';
import { holdsToken } from '../identities/token-form.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { isMistake, type Mistake, mistakeText } from '../views/help-mistake.ts';
import { type CommandName, commandNamed } from '../views/help-names.ts';
import type { Invocation, Reply } from './command.ts';
import { unknownCommand } from './names.ts';
import { commands } from './registry.ts';
import { readWords } from './tokens.ts';

/**
 * Runs what was typed after `/circleci` and answers in private. Call it after Slack was acknowledged.
 * Never throws: what goes wrong is logged, and told to the person with the same reference.
 */
export async function dispatchCommand(ctx: Context, invocation: Invocation): Promise<void> {
  const { teamId, userId, locale } = invocation.actor;
  const user = `${teamId}:${userId}`;
  let answer: PrivateAnswer | undefined;
  try {
    answer = await answerTo(ctx, invocation);
  } catch (error) {
    answer = { text: explainTrouble(ctx, error, 'a command failed', { user, locale }) };
  }
  if (answer === undefined) return;
  await invocation.respond(answer).catch((error: unknown) => {
    ctx.log.error({ err: error, user }, 'the answer to a command did not reach Slack');
  });
}

async function answerTo(ctx: Context, invocation: Invocation): Promise<PrivateAnswer | undefined> {
  const { locale } = invocation.actor;
  const text = storable(invocation.text);
  // First of all: what follows may repeat in its answer what was typed.
  if (holdsToken(text)) return { text: messages(locale).identities.pasted };
  const styleOf = (word: string) => commands[commandNamed(word) ?? 'help'].style ?? {};
  const read = readWords(text, styleOf);
  if (!read.ok) {
    const [typed = ''] = dropInvisible(text).trim().split(/\s/u);
    return told(read.mistake, commandNamed(typed));
  }
  const [first, ...words] = read.words;
  const name = first === undefined ? 'help' : commandNamed(first.text);
  if (name === null) return told(unknownCommand(first?.text ?? ''), null);
  const reply: Reply = await commands[name].handle(ctx, invocation, words);
  return reply !== undefined && isMistake(reply) ? told(reply, name) : reply;

  function told(mistake: Mistake, command: CommandName | null): PrivateAnswer {
    return { text: mistakeText(mistake, command, locale) };
  }
}
