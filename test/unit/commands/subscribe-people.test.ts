import { expect, it } from 'vitest';
import { isListKey, parseSubscribe } from '../../../src/commands/subscribe-words.ts';
import { wordsOf } from './words.ts';

const parse = (text: string) => {
  const read = parseSubscribe(wordsOf(text, { isList: isListKey }));
  if ('mistake' in read) return read.mistake;
  const { mine, filter } = read;
  const { mentions = [], threads, edges } = filter.people ?? {};
  return { mine, threads, edges, mentions: mentions.map(({ whom, on }) => `${whom} ${on.join(' ')}`) };
};
const usual = { mine: false, threads: true, edges: true, mentions: [] };

it.each([
  ['web', usual],
  ['web mine:on', { ...usual, mine: true }],
  ['web mine=yes threads=off edges:no', { ...usual, mine: true, threads: false, edges: false }],
  ['web edges:off edges:on', usual],
  [
    'web mention=author:failed,broken mention=<@U0ADA00001|ada>:on_hold',
    { ...usual, mentions: ['author failed broken', 'U0ADA00001 on_hold'] },
  ],
  ['web mention:author', { ...usual, mentions: ['author failed broken'] }],
  ['web mention＝<@U0ADA00001|Ada, Q: x>：on_hold', { ...usual, mentions: ['U0ADA00001 on_hold'] }],
  ['web mention=<!subteam^S0QATEAM|@qa>:fixed', { ...usual, mentions: ['S0QATEAM fixed'] }],
  [
    'web mention=author,<@W0CHIE0003>',
    { ...usual, mentions: ['author failed broken', 'W0CHIE0003 failed broken'] },
  ],
  ['web branch:a=b outcome=failed', usual],
  ['web mention=@ada:failed', 'unknown-person'],
  ['web mention=<!channel>:failed', 'unknown-person'],
  // A label that is an id is that id, as if it had been typed; who is called is never everybody.
  ['web mention=<!here|@U0ADA00001>', { ...usual, mentions: ['U0ADA00001 failed broken'] }],
  ['web mention=:failed', 'empty-value'],
  ['web mention=author:never', 'unknown-outcome'],
  ['web mine:maybe', 'unknown-switch'],
  ['web threads', 'unexpected-word'],
])('%s', (text, expected) => {
  expect(parse(text)).toEqual(expected);
});
