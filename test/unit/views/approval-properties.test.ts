import type { KnownBlock, ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { approvalModal } from '../../../src/views/approval-modal.ts';
import { withBlockIds } from '../../../src/views/blocks.ts';
import { renderCard } from '../../../src/views/card.ts';
import { contextsOffer } from '../../../src/views/contexts-warning.ts';
import { renderUnfurl } from '../../../src/views/unfurl.ts';
import { heldSnapshot } from '../../support/arbitrary-details.ts';
import { anySnapshot, hostileText } from '../../support/arbitrary-snapshots.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, peopleOf, smuggled } from '../../support/mrkdwn-safety.ts';

const locale = fc.constantFrom(...LOCALES);
const membership = fc.constantFrom('member' as const, 'stranger' as const, 'unknown' as const);
const RUNS = { numRuns: 60 };
/** With ids, as Slack gives them; kinds of blocks that the form does not use would be missing and noticed. */
const known = (blocks: ModalView['blocks']) => withBlockIds('test', blocks.filter(isKnown));
const isKnown = (block: ModalView['blocks'][number]): block is KnownBlock =>
  ['section', 'context', 'actions'].includes(block.type);
const NOW = new Date('2026-11-21T12:00:00.000Z');

test('any detail fits onto the card, in a line or two for each hold, and smuggles nothing', () => {
  fc.assert(
    fc.property(heldSnapshot, locale, (snapshot, locale) => {
      const { blocks } = renderCard(snapshot, { locale });
      expect(blockProblems(blocks, 50)).toEqual([]);
      const texts = mrkdwnTexts(blocks);
      expect(texts.flatMap((text) => smuggled(text, []))).toEqual([]);
      const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.startsWith('↳'));
      expect(lines.length).toBeLessThanOrEqual(2 * snapshot.holdDetails.length);
      for (const line of lines) expect(line.length).toBeLessThan(900);
    }),
    RUNS,
  );
});

test('any detail fits into the form, for anybody, and smuggles nothing', () => {
  fc.assert(
    fc.property(heldSnapshot, locale, membership, fc.boolean(), (snapshot, locale, membership, isReading) => {
      const [workflow] = snapshot.workflows;
      const [hold] = workflow?.jobs ?? [];
      const [detail] = snapshot.holdDetails;
      if (workflow === undefined || hold === undefined || detail === undefined) throw new Error('no hold');
      for (const one of [detail, null]) {
        const form = { snapshot, workflow, hold, detail: one, membership, isReading, locale };
        const view = approvalModal(form);
        const blocks = known(view.blocks);
        expect(blocks).toHaveLength(view.blocks.length);
        expect(blockProblems(blocks, 100)).toEqual([]);
        expect(mrkdwnTexts(blocks).flatMap((text) => smuggled(text, []))).toEqual([]);
        expect(mrkdwnTexts(blocks).every((text) => text !== '')).toBe(true);
      }
    }),
    RUNS,
  );
});

test('the warning names contexts as the text they are', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 10 }), locale, (names, locale) => {
      const requestId = 'r';
      const contexts = names.map((name) => ({ name: name.slice(0, 100), why: 'project' as const }));
      const offer = contextsOffer({ kind: 'contexts-refused', requestId, contexts }, locale);
      const blocks = known(offer.blocks ?? []);
      expect(blockProblems(blocks, 50)).toEqual([]);
      expect(smuggled(offer.text, [])).toEqual([]);
    }),
    RUNS,
  );
});

test('any snapshot gives what Slack takes beside a link, the same at any time but for the time', () => {
  const part = fc.constantFrom(null, 'w-1', 'w-2', 'w-3');
  fc.assert(
    fc.property(fc.oneof(anySnapshot, heldSnapshot), part, locale, (snapshot, workflowId, locale) => {
      const view = {
        snapshot,
        workflowId,
        jobId: 'j-1',
        locale,
        url: 'https://app.circleci.com/x',
        now: NOW,
      };
      const shown = renderUnfurl(view);
      expect(blockProblems(shown.blocks, 50)).toEqual([]);
      expect(mrkdwnTexts(shown.blocks).flatMap((text) => smuggled(text, peopleOf(snapshot)))).toEqual([]);
      expect(renderUnfurl({ ...view, now: new Date(NOW.getTime() + 60_000) }).edge).toBe(shown.edge);
    }),
    RUNS,
  );
});
