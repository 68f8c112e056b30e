import { expect, test } from 'vitest';
import { commands } from '../../../src/commands/registry.ts';
import { isMistake } from '../../../src/views/help-mistake.ts';
import type { CommandName } from '../../../src/views/help-names.ts';
import { wordsOf } from './words.ts';

/** Every form of a mention in every place in which one may be written: understood or explained, never taken for something else. */
const FORMS = {
  user: '<@U0BEN00002>',
  'user with a label': '<@U0BEN00002|ben>',
  'user group': '<!subteam^S0614TZR7|@ops>',
  everyone: '<!here>',
  'everyone, with a label': '<!channel|channel>',
  channel: '<#C0123ABCD|builds>',
  'channel without a name': '<#C0123ABCD|>',
  '@name': '@ben',
  '@here': '@here',
  '#channel': '#builds',
} as const;
type Form = keyof typeof FORMS;

const PERSON: readonly Form[] = ['user', 'user with a label'];
/** The place, with what is understood there. */
const PLACES: readonly (readonly [string, ...Form[]])[] = [
  ['can X approve', ...PERSON],
  ['can <@U0ADA00001> run X'],
  ['can <@U0ADA00001> lock X'],
  ['delegate X 3d', ...PERSON],
  ['audit X', ...PERSON],
  ['audit since:7d X', ...PERSON],
  ['audit project:X'],
  ['run X'],
  ['run X main'],
  ['status X'],
  ['use X'],
  ['subscribe X'],
  ['unsubscribe X'],
  ['rollback X'],
  ['lock X 2h why'],
  ['unlock X'],
  ['stop X'],
  ['approve X'],
  ['reject X'],
  ['cancel X'],
  ['rerun X'],
  ['withdraw X'],
  ['explain X'],
  ['presets X'],
  // Which names a preset may have is told when it is saved.
  ['presets save X web', '#channel'],
  ['help X'],
  ['whoami X'],
  ['approvals X'],
  ['link X', '@name'],
  ['unlink X', '@name'],
  ['subscribe web author:X'],
  ['subscribe web mine:X'],
  ['subscribe web mention=X:failed', ...PERSON, 'user group'],
  ['subscribe web escalate=24h:X', ...PERSON, 'user group'],
];

test.each(PLACES)('%s', (place, ...understood) => {
  const [name = '', ...rest] = place.split(' ');
  const command = commands[name as CommandName];
  for (const [form, written] of Object.entries(FORMS) as [Form, string][]) {
    const args = command.parse(wordsOf(rest.join(' ').replace('X', written), command.style));
    const mistake = isMistake(args) ? args.mistake : 'understood';
    const explains =
      /^(?:a-person|a-group|a-channel|not-a-person|not-an-identity|author-mention|unknown-(?:person|switch|option)|escalate-form)$/;
    if (understood.includes(form)) expect(`${form}: ${mistake}`).toBe(`${form}: understood`);
    else expect(mistake, form).toMatch(explains);
  }
});

test.each([
  ['run', 'web #123-fix'],
  ['run', 'branch:#123-fix'],
  ['status', 'web #123-fix'],
  ['approve', '#128'],
  ['can', '<@U0ADA00001> approve #128'],
  ['lock', 'web 2h as @ben said in #builds'],
  ['unfreeze', '@ben is back'],
  ['delegate', '<@U0BEN00002> 3d see #holidays'],
] as const)('%s %s is no mention in a place where one means something', (name, text) => {
  const command = commands[name];
  expect(command.parse(wordsOf(text, command.style))).not.toHaveProperty('mistake');
});
