import { expect, test } from 'vitest';
import type { ActionSnapshot, PipelineSnapshot } from '../../../src/domain/pipeline.ts';
import { ACTION } from '../../../src/views/action-ids.ts';
import { renderCard } from '../../../src/views/card.ts';
import { action, after, hold, job, pipeline, uuid, workflow } from '../../support/snapshots.ts';

const FOOT = new Set<string>([ACTION.why, ACTION.mute, ACTION.unmute]);

/** @returns `action_id` and, for holds, the job of every button but links and the question at the foot, in order */
function buttons(snapshot: PipelineSnapshot): string[] {
  const found: string[] = [];
  JSON.stringify(renderCard(snapshot, { locale: 'en' }).blocks, (_key, value: unknown) => {
    if (isButton(value) && !FOOT.has(value.action_id)) {
      const hold = /"j":"([^"]+)"/.exec(value.value)?.[1];
      found.push(hold === undefined ? value.action_id : `${value.action_id} ${hold}`);
    }
    return value;
  });
  return found;
}

function isButton(value: unknown): value is { action_id: string; value: string } {
  return typeof value === 'object' && value !== null && 'action_id' in value && 'value' in value;
}

const failed = workflow({ status: 'failed', stoppedAt: after(90), jobs: [job('lint', 'failed')] });
const held = workflow({ status: 'on_hold', jobs: [hold('eu'), hold('us')] });
const withAction = (base: typeof held, parts: Partial<ActionSnapshot>) =>
  pipeline({ workflows: [base], actions: [action(parts)] });

test('every card can be asked why it is there, of its own pipeline, unless the id could not come back', () => {
  const asked = (snapshot: PipelineSnapshot) =>
    /"card\.why"[^{}]*\{[^{}]*\},"value":"([^"]*)"/.exec(
      JSON.stringify(renderCard(snapshot, { locale: 'ja' }).blocks),
    )?.[1];
  expect(asked(pipeline())).toBe(uuid(1));
  expect(asked(pipeline({ id: 'not an id' }))).toBeUndefined();
});

test('a pending or confirmed approval takes the buttons of its own hold, and only those', () => {
  const usOnly = [ACTION.approve, ACTION.reject, ACTION.whatApproving].map((id) => `${id} job-us`);
  expect(buttons(withAction(held, { jobId: 'job-eu' }))).toEqual(usOnly);
  expect(buttons(withAction(held, { jobId: 'job-eu', state: 'confirmed' }))).toEqual(usOnly);
});

test('after a failed or unconfirmed approval the hold can be decided again', () => {
  expect(buttons(withAction(held, { jobId: 'job-eu', state: 'failed' }))).toHaveLength(6);
  expect(buttons(withAction(held, { jobId: 'job-eu', state: 'unknown' }))).toHaveLength(6);
});

test('a hold is rejected or approved; no second button ends its workflow', () => {
  const text = JSON.stringify(renderCard(pipeline({ workflows: [held] }), { locale: 'en' }).blocks);
  expect(text).not.toContain('Cancel');
  expect(text).toContain('Reject us');
});

test('where everyone has to give a reason, the form is the only question', () => {
  const settings = { locale: 'en', reasonHolds: new Set(['job-eu']) } as const;
  const text = JSON.stringify(renderCard(pipeline({ workflows: [held] }), settings).blocks);
  expect(text).toContain(ACTION.approveReason);
  expect(text).not.toContain('Approve eu?');
  expect(text).toContain('Approve us?');
});

test('a rejection takes the buttons of its own hold, too', () => {
  const usOnly = [ACTION.approve, ACTION.reject, ACTION.whatApproving].map((id) => `${id} job-us`);
  const rejected = { kind: 'reject', jobId: 'job-eu' } as const;
  expect(buttons(withAction(held, rejected))).toEqual(usOnly);
  expect(buttons(withAction(held, { ...rejected, state: 'confirmed' }))).toEqual(usOnly);
  expect(buttons(withAction(held, { ...rejected, state: 'failed' }))).toHaveLength(6);
});

test('an approval can be withdrawn where somebody gave one', () => {
  const vote = {
    workflowId: held.id,
    jobId: 'job-eu',
    slackUserId: 'U0KENJI',
    standsFor: null,
    reason: null,
    counts: true,
    needed: 2,
  };
  const found = buttons(pipeline({ workflows: [held], votes: [vote] }));
  expect(found.filter((one) => one.startsWith(ACTION.withdraw))).toEqual([`${ACTION.withdraw} job-eu`]);
});

test('a newer try counts, not the failed one before it', () => {
  const snapshot = pipeline({
    workflows: [held],
    actions: [
      action({ jobId: 'job-eu', state: 'failed' }),
      action({ jobId: 'job-eu', slackUserId: 'U0KENJI' }),
    ],
  });
  expect(buttons(snapshot)).toHaveLength(3);
  const text = JSON.stringify(renderCard(snapshot, { locale: 'en' }).blocks);
  expect(text).toContain('approving… (<@U0KENJI>)');
  expect(text).not.toContain('did not go through');
});

test('while a cancellation is on its way nothing else can be pressed', () => {
  expect(buttons(withAction(held, { kind: 'cancel' }))).toEqual([]);
});

test('holds of a workflow that ended cannot be decided', () => {
  const snapshot = pipeline({ workflows: [{ ...held, status: 'canceled', stoppedAt: after(60) }] });
  expect(buttons(snapshot)).toEqual([]);
});

test('holds not reached yet have no buttons', () => {
  const snapshot = pipeline({ workflows: [workflow({ jobs: [hold('eu', 'blocked')] })] });
  expect(buttons(snapshot)).toEqual([ACTION.cancelWorkflow]);
});

test('rerun from failed is offered once: not while a rerun is on its way, unconfirmed or running', () => {
  expect(buttons(pipeline({ workflows: [failed] }))).toEqual([ACTION.rerunFailed]);
  expect(buttons(withAction(failed, { kind: 'rerun' }))).toEqual([]);
  expect(buttons(withAction(failed, { kind: 'rerun', state: 'confirmed' }))).toEqual([]);
  expect(buttons(withAction(failed, { kind: 'rerun', state: 'unknown' }))).toEqual([]);
  expect(buttons(withAction(failed, { kind: 'rerun', state: 'failed' }))).toEqual([ACTION.rerunFailed]);
  const rerun = workflow({ id: uuid(12), attempt: 2 });
  expect(buttons(pipeline({ workflows: [failed, rerun] }))).toEqual([ACTION.cancelWorkflow]);
});

test('a rerun is credited to whoever asked for this attempt, not to whoever made an older one', () => {
  const second = workflow({ id: uuid(12), attempt: 2, status: 'failed', createdAt: after(200) });
  const third = workflow({ id: uuid(13), attempt: 3, createdAt: after(900) });
  const snapshot = pipeline({
    workflows: [failed, second, third],
    actions: [action({ kind: 'rerun', state: 'confirmed', requestedAt: after(199) })],
  });
  expect(JSON.stringify(renderCard(snapshot, { locale: 'en' }).blocks)).not.toContain('Rerun by');
});

test('a button whose ids could not come back in a click is not shown', () => {
  const broken = workflow({ id: 'not an id', status: 'on_hold', jobs: [hold('eu')] });
  expect(buttons(pipeline({ workflows: [broken] }))).toEqual([]);
});
