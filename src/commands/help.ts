import { helpFor, helpOverview } from '../views/help.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { type CommandName, commandNamed } from '../views/help-names.ts';
import { command } from './command.ts';
import { unknownCommand } from './names.ts';
import { parseOptionalWord } from './single-word.ts';
import type { Word } from './tokens.ts';

export const help = command({
  name: 'help',
  parse: parseHelp,
  run: async (_ctx, { actor: { locale } }, { about }) => ({
    text: about === null ? helpOverview(locale) : helpFor(about, locale),
  }),
});

function parseHelp(words: readonly Word[]): { readonly about: CommandName | null } | Mistake {
  const read = parseOptionalWord(words);
  if (isMistake(read)) return read;
  if (read.word === null) return { about: null };
  const about = commandNamed(read.word);
  return about === null ? unknownCommand(read.word, 'help ') : { about };
}
