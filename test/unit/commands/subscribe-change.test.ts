import fc from 'fast-check';
import { expect, test } from 'vitest';
import { subscribe } from '../../../src/commands/subscribe.ts';
import { changeSaid } from '../../../src/commands/subscribe-change.ts';
import { parseSubscribe } from '../../../src/commands/subscribe-words.ts';
import { USUAL_PEOPLE } from '../../../src/domain/people-options.ts';
import type { Filter } from '../../../src/domain/subscription-filter.ts';
import { isMistake } from '../../../src/views/help-mistake.ts';
import { wordsOf } from './words.ts';

/** Every setting, in two forms each; `off` forms are among them. */
const SETTINGS: Readonly<Record<string, readonly [string, string]>> = {
  branch: ['branch:main', 'branch:release/*'],
  tag: ['tag:v*', 'tag:!nightly'],
  workflow: ['workflow:deploy', 'workflow:build'],
  job: ['job:e2e', 'job:lint'],
  author: ['author:ada', 'author:!ben'],
  bots: ['bots:out', 'bots:in'],
  outcome: ['outcome:all', 'outcome:failed,fixed'],
  mine: ['mine:on', 'mine:off'],
  mention: ['mention=author:failed', 'mention=author:on_hold'],
  threads: ['threads:off', 'threads:on'],
  edges: ['edges:off', 'edges:on'],
  quiet: ['quiet=sat,sun@UTC', 'quiet=off'],
  digest: ['digest=hourly', 'digest=off'],
  budget: ['budget=20', 'budget=off'],
  urgent: ['urgent=broken', 'urgent=failed'],
  remind: ['remind=2h', 'remind=off'],
  escalate: ['escalate=24h:S0614TZR7', 'escalate=off'],
  expire: ['expire=7d', 'expire=off'],
};
const names = Object.keys(SETTINGS);

function read(words: readonly string[]) {
  const args = parseSubscribe(wordsOf(['web', ...words].join(' '), subscribe.style));
  if (isMistake(args)) throw new Error(JSON.stringify(args));
  const people = { ...USUAL_PEOPLE, ...args.filter.people, mine: args.mine ? 'U0ADA00001' : null };
  const filter: Filter = { ...args.filter, project: 'gh/acme/web', people };
  return { ...args, filter };
}

const wordsFor = (chosen: readonly (readonly [string, 0 | 1])[]) =>
  new Map(chosen.map(([name, form]) => [name, SETTINGS[name]?.[form] ?? '']));
const choice = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom<0 | 1>(0, 1)));

test('what a command does not name is kept, and what it names is as in a command of its own', () => {
  fc.assert(
    fc.property(choice, choice, (first, second) => {
      const [before, after] = [wordsFor(first), wordsFor(second)];
      const typed = read([...after.values()]);
      const changed = changeSaid(read([...before.values()]).filter, typed.filter, typed.said);
      expect(changed).toEqual(read([...new Map([...before, ...after]).values()]).filter);
    }),
  );
});

test.each(names)('%s alone changes nothing else', (name) => {
  const before = read(names.map((one) => SETTINGS[one]?.[0] ?? '')).filter;
  const typed = read([SETTINGS[name]?.[1] ?? '']);
  const changed = changeSaid(before, typed.filter, typed.said);
  const expected = names.map((one) => SETTINGS[one]?.[one === name ? 1 : 0] ?? '');
  expect(changed).toEqual(read(expected).filter);
});

test('`reset` after the project is the word to start again, in front of it is a project', () => {
  expect(read(['reset', 'budget=20'])).toMatchObject({ reset: true });
  expect(read(['budget=20', 'RESET'])).toMatchObject({ reset: true });
  expect(read(['budget=20'])).toMatchObject({ reset: false });
  expect(parseSubscribe(wordsOf('reset'))).toMatchObject({ project: 'reset', reset: false });
  expect(parseSubscribe(wordsOf('web rest'))).toMatchObject({ mistake: 'unexpected-word' });
});
