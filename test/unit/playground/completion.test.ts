import { describe, expect, it } from 'vitest';
import { completionsFor, parseCommand, usageFor } from '../../../playground/page/js/completion.js';
import { slashCommands } from '../../../playground/workspace.ts';

const commands = slashCommands();
const labels = (typed: string) => completionsFor(typed, commands).map(({ label }) => label);

describe('completion', () => {
  it('offers the command, then its subcommands', () => {
    expect(labels('/')).toEqual(['/circleci']);
    expect(labels('/CIR')).toEqual(['/circleci']);
    expect(labels('/circleci ')).toContain('run');
    expect(labels('/circleci sub')).toEqual(['subscribe', 'subscriptions']);
  });

  it('is silent where nothing can be completed', () => {
    expect(labels('hello /circleci')).toEqual([]);
    expect(labels('/other ')).toEqual([]);
    expect(labels('/circleci run web-shop')).toEqual([]);
  });

  it('goes on to the arguments only where there are some', () => {
    const [run] = completionsFor('/circleci run', commands);
    const [whoami] = completionsFor('/circleci whoami', commands);
    expect(run?.insert).toBe('/circleci run ');
    expect(whoami?.insert).toBe('/circleci whoami');
  });

  it('reminds of the arguments while they are written', () => {
    expect(usageFor('/circleci run web', commands)).toMatch(/^\/circleci run \[project/);
    expect(usageFor('/circleci run', commands)).toBeNull();
    expect(usageFor('/circleci nonsense x', commands)).toBeNull();
  });
});

describe('what is sent', () => {
  it.each([
    ['/circleci', { command: '/circleci', text: '' }],
    ['  /circleci  run  a b ', { command: '/circleci', text: 'run  a b' }],
    ['/circleci run a\nk=v', { command: '/circleci', text: 'run a\nk=v' }],
  ])('%j is a command', (text, command) => expect(parseCommand(text)).toEqual(command));

  it.each(['hello', '/', '/usr/bin/env', 'a /circleci'])('%j is a message', (text) =>
    expect(parseCommand(text)).toBeNull(),
  );
});
