import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMessageBlocks } from '../../../simulators/slack/block-kit/message.ts';
import { countCharacters } from '../../../simulators/slack/block-kit/uniqueness.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { renderCard } from '../../../src/views/card.ts';
import { renderFailureReply } from '../../../src/views/failure-reply.ts';
import { preformatted } from '../../../src/views/mrkdwn.ts';
import { anyFailure } from '../../support/arbitrary-failures.ts';
import { hostileText } from '../../support/arbitrary-snapshots.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, peopleOf, smuggled } from '../../support/mrkdwn-safety.ts';

const locale = fc.constantFrom(...LOCALES);
const RUNS = { numRuns: 60 };
/** A snapshot may have 40 workflows; so many of their replies are looked at in each run. */
const REPLIES = 6;
/** All blocks of a message together. Source: github.com/slackapi/bolt-js issue 2509. */
const ALL_BLOCKS = 13_200;

test('any report gives a reply that Slack takes', () => {
  fc.assert(
    fc.property(anyFailure, locale, (snapshot, locale) => {
      for (const failure of snapshot.failures.slice(0, REPLIES)) {
        const { blocks, text } = renderFailureReply(snapshot, failure, locale);
        expect(blockProblems(blocks, 50)).toEqual([]);
        expect(checkMessageBlocks(blocks)).toEqual([]);
        expect(countCharacters(blocks)).toBeLessThan(ALL_BLOCKS);
        expect(text.length).toBeLessThan(4_000);
      }
    }),
    RUNS,
  );
});

test('a card with reports is still one that Slack takes', () => {
  fc.assert(
    fc.property(anyFailure, locale, (snapshot, locale) => {
      const { blocks } = renderCard(snapshot, { locale });
      expect(blockProblems(blocks, 50)).toEqual([]);
    }),
    RUNS,
  );
});

test('nothing from a log, a test or a commit becomes a link, a mention or the end of a fence', () => {
  fc.assert(
    fc.property(anyFailure, locale, (snapshot, locale) => {
      const replies = snapshot.failures
        .slice(0, REPLIES)
        .map((failure) => renderFailureReply(snapshot, failure, locale));
      const texts = [
        ...mrkdwnTexts(renderCard(snapshot, { locale }).blocks),
        ...replies.flatMap(({ text, blocks }) => [text, ...mrkdwnTexts(blocks)]),
      ];
      expect(texts.map(withoutFence).flatMap((text) => smuggled(text, peopleOf(snapshot)))).toEqual([]);
    }),
    RUNS,
  );
});

test('preformatted text is one fence around what was given, within its limit', () => {
  fc.assert(
    fc.property(
      fc.array(hostileText, { maxLength: 20 }),
      fc.integer({ min: 50, max: 3_000 }),
      (lines, max) => {
        const text = preformatted(lines.join('\n'), max);
        expect(text.length).toBeLessThanOrEqual(max);
        expect(smuggled(withoutFence(text), [])).toEqual([]);
      },
    ),
  );
});

/** The bot's own fence: it opens a text and ends it. */
function withoutFence(text: string): string {
  return /^```\n([\s\S]*)\n```$/.exec(text)?.[1] ?? text;
}
