import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { type MyApprovals, type MyHold, renderApprovals } from '../../../src/views/approvals-list.ts';
import { renderCard } from '../../../src/views/card.ts';
import { waitingParts } from '../../../src/views/waiting-parts.ts';
import { blockProblems } from '../../support/block-limits.ts';
import { mrkdwnTexts, smuggled } from '../../support/mrkdwn-safety.ts';
import { readable } from '../../support/readable-blocks.ts';
import { action, after, hold, pipeline, workflow } from '../../support/snapshots.ts';

const job = hold('approve-deploy');
const held = workflow({ status: 'on_hold', jobs: [job] });
const snapshot = pipeline({ workflows: [held] });
const mine = (parts: Partial<MyHold> = {}): MyHold => ({
  ...{ snapshot, workflow: held, job, since: after(60), onlyIn: [], needs: [] },
  ...parts,
});
const approvals = (...holds: MyHold[]): MyApprovals => ({ holds, isCut: false, channelsUnknown: false });

describe.each(LOCALES)('the list of what waits for somebody, in %s', (locale) => {
  test.each([
    ['nothing', approvals()],
    ['not known', { ...approvals(), channelsUnknown: true }],
    ['one', approvals(mine())],
    ['only elsewhere', approvals(mine({ onlyIn: ['C0DEPLOYS1', 'C0BACKEND2'] }))],
    ['something to add', approvals(mine({ needs: ['linked', 'reason'] }))],
  ])('%s', (_, model) => {
    expect(readable(renderApprovals(model, locale).blocks)).toMatchSnapshot();
  });

  test('a hundred with hostile names stay within Slack’s limits', () => {
    const name = '<!channel>`*|\0'.repeat(200);
    const odd = mine({
      snapshot: pipeline({ projectName: name, branch: name, commitSubject: name }),
      workflow: { ...held, name },
      job: { ...job, name },
      onlyIn: [],
      since: name,
      needs: ['linked', 'reason'],
    });
    const many = approvals(...Array.from({ length: 100 }, () => odd));
    const { text, blocks } = renderApprovals({ ...many, isCut: true }, locale);
    expect(blockProblems(blocks, 50)).toEqual([]);
    expect([text, ...mrkdwnTexts(blocks)].flatMap((one) => smuggled(one, []))).toEqual([]);
    expect(readable(blocks)).toContain('90');
  });

  test('a card says how a hold ends by itself: the sooner end, and what came of it', () => {
    const ends = (expiresAt: string | null, endsAt: string | null) => {
      const end = { workflowId: held.id, jobId: job.id, expiresAt, endsAt };
      return readable(renderCard(pipeline({ workflows: [held], holdEnds: [end] }), { locale }).blocks)
        .split('\n')
        .filter((line) => line.includes('⌛'));
    };
    expect(ends(after(900), null)).toMatchSnapshot();
    expect(ends(after(900), after(800))).toEqual(ends(null, after(800)));
    expect(ends(after(700), after(800))).toEqual(ends(after(700), null));
    expect(ends(null, null)).toEqual([]);
    const over = (state: 'pending' | 'confirmed' | 'failed') => {
      const expired = action({ kind: 'cancel', state, workflowId: held.id, expiredAfter: 10_080 });
      const status = state === 'confirmed' ? 'canceled' : 'on_hold';
      const canceled = pipeline({ workflows: [{ ...held, status }], actions: [expired] });
      return readable(renderCard(canceled, { locale }).blocks);
    };
    expect(over('confirmed')).toMatch(/⌛ .*7/);
    expect(over('pending')).toMatch(/⌛ .*7.*…/);
    expect(over('failed')).not.toContain('⌛');
  });

  test('a subscription says what it asks for', () => {
    const options = { remind: [120, 480], escalate: { after: 1_440, whom: 'S0TEAM01' }, expire: 10_080 };
    expect(waitingParts(options, locale)).toMatchSnapshot();
    expect(waitingParts({}, locale)).toEqual([]);
  });
});
