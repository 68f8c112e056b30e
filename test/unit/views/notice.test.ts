import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessageBlocks } from '../../../simulators/slack/block-kit/message.ts';
import { LOCALES } from '../../../src/domain/locale.ts';
import { USUAL_PEOPLE } from '../../../src/domain/people-options.ts';
import { OUTCOMES } from '../../../src/domain/subscription-filter.ts';
import { renderNotice } from '../../../src/views/notice.ts';
import { peopleText } from '../../../src/views/people.ts';
import { anySnapshot } from '../../support/arbitrary-snapshots.ts';
import { pipeline } from '../../support/snapshots.ts';

const called = (text: string) => text.match(/<[@!][^>]*>/g) ?? [];

describe.each(LOCALES)('a notice in %s', (locale) => {
  test('mentions exactly those it is given, whatever the pipeline says', () => {
    fc.assert(
      fc.property(anySnapshot, fc.constantFrom(...OUTCOMES), (snapshot, kind) => {
        const { text, blocks } = renderNotice(
          { snapshot, kind, mentions: ['U0ADA00001', 'S0QATEAM'] },
          locale,
        );
        const shown = blocks
          .map((block) => (block.type === 'section' ? (block.text?.text ?? '') : ''))
          .join('\n');
        expect(called(text)).toEqual(['<@U0ADA00001>', '<!subteam^S0QATEAM>']);
        expect(called(shown)).toEqual(['<@U0ADA00001>', '<!subteam^S0QATEAM>']);
        expect(checkMessageBlocks(blocks)).toEqual([]);
      }),
    );
  });

  test('and nobody where nobody is to be called', () => {
    for (const hostile of ['<!channel>', '<@U0BEN00002>', '@here', '`<!here>`']) {
      const snapshot = pipeline({
        branch: hostile,
        projectName: hostile,
        commitSubject: hostile,
        commitAuthor: hostile,
      });
      const { text, blocks } = renderNotice({ snapshot, kind: 'broken', mentions: [] }, locale);
      expect(called(`${text} ${JSON.stringify(blocks)}`)).toEqual([]);
    }
    expect(
      called(renderNotice({ snapshot: pipeline(), kind: 'fixed', mentions: ['<!channel>'] }, locale).text),
    ).toEqual([]);
  });
});

test('a subscription says of people what is not as usual', () => {
  expect(peopleText(undefined, 'en')).toEqual([]);
  expect(peopleText(USUAL_PEOPLE, 'ja')).toEqual([]);
  const people = {
    mine: 'U0ADA00001',
    mentions: [{ whom: 'author', on: ['failed', 'broken'] as const }],
    threads: false,
    edges: false,
  };
  expect(peopleText(people, 'en')).toEqual([
    'only pipelines of <@U0ADA00001>',
    'mentions the author on Failed, Broken',
    'no details in threads',
  ]);
  expect(peopleText({ ...USUAL_PEOPLE, edges: false }, 'ja')).toEqual(['新たな失敗と復旧はスレッド内のみ']);
});
