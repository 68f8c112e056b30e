import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import type { CommandName } from '../views/help-names.ts';
import { mentionMistake, type People } from './mention-word.ts';
import type { Word, WordStyle } from './tokens.ts';

/** One slash command that somebody typed, already acknowledged to Slack. */
export interface Invocation {
  readonly actor: Actor;
  /** What stands after `/circleci`, exactly as Slack sent it. */
  readonly text: string;
  /** Opens one view, within 3 seconds of the command. */
  readonly triggerId: string;
  /** Takes five answers within 30 minutes. */
  readonly responseUrl: string;
  /** Answers so that only the person sees it. */
  respond(answer: PrivateAnswer): Promise<void>;
}

/** What a command has to say in private; nothing when a card or a form says it. */
export type Reply = PrivateAnswer | Mistake | undefined;

/** A subcommand: what its words mean (pure), and what is done with that. Its texts are in `i18n`, by its name. */
interface Definition<Args extends object> {
  readonly name: CommandName;
  /** What is particular about its words. */
  readonly style?: WordStyle;
  /** Which of its words may mention a person; none when left out. */
  readonly people?: People;
  /** @returns the arguments, or what is wrong with the words; reads nothing and does nothing */
  parse(words: readonly Word[]): Args | Mistake;
  run(ctx: Context, invocation: Invocation, args: Args): Promise<Reply>;
}

export interface Command {
  readonly name: CommandName;
  readonly style?: WordStyle;
  /** Parses and, when the words make sense, runs. */
  handle(ctx: Context, invocation: Invocation, words: readonly Word[]): Promise<Reply>;
}

/** Ties a command's parsing and its running together, so that commands of different arguments fit one registry. */
export function command<Args extends object>(definition: Definition<Args>): Definition<Args> & Command {
  const parse = (words: readonly Word[]) => {
    const { prose = words.length } = definition.style ?? {};
    return mentionMistake(words.slice(0, prose), definition.people) ?? definition.parse(words);
  };
  return {
    ...definition,
    parse,
    handle: async (ctx, invocation, words) => {
      const args = parse(words);
      return isMistake(args) ? args : definition.run(ctx, invocation, args);
    },
  };
}
