import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClick, readSubmission, readSuggestion } from '../../../src/interactions/payloads.ts';

const view = {
  id: 'V1',
  type: 'modal',
  hash: '1.a',
  callback_id: 'run.submit',
  private_metadata: '{"c":"C1"}',
  state: {
    values: {
      project: { 'run.project': { type: 'external_select', selected_option: { value: 'gh/acme/web' } } },
      parameters: { 'run.parameters': { type: 'plain_text_input', value: 'a=1' } },
      ref: { 'run.ref': { type: 'external_select', selected_option: null } },
    },
  },
};

describe('readClick', () => {
  const base = {
    type: 'block_actions',
    user: { id: 'U1', team_id: 'T1' },
    response_url: 'https://hooks.example/1',
    channel: { id: 'C1', name: 'deploys' },
    container: { type: 'message', is_ephemeral: false, channel_id: 'C1', message_ts: '1.2' },
    actions: [{ action_id: 'hold.approve', block_id: 'b', type: 'button', value: '{}', action_ts: '1' }],
  };

  test('a button in a message', () => {
    expect(readClick(base)).toEqual({
      actionId: 'hold.approve',
      value: '{}',
      channelId: 'C1',
      responseUrl: 'https://hooks.example/1',
      triggerId: null,
      isEphemeral: false,
      view: null,
    });
  });

  test('a button in a message that only one person sees', () => {
    expect(readClick({ ...base, container: { is_ephemeral: true } })).toMatchObject({ isEphemeral: true });
  });

  test('a choice in a menu', () => {
    const actions = [{ action_id: 'x', selected_option: { value: 'chosen', text: {} } }];
    expect(readClick({ ...base, actions })).toMatchObject({ value: 'chosen' });
  });

  test('a button in App Home', () => {
    const { response_url: _url, channel: _channel, container: _container, ...rest } = base;
    expect(readClick({ ...rest, view: { id: 'V2', type: 'home' } })).toMatchObject({
      channelId: null,
      responseUrl: null,
      triggerId: null,
      view: { isHome: true, fields: [] },
    });
  });
});

test('a submitted form', () => {
  expect(readSubmission({ type: 'view_submission', view })).toEqual({
    view: {
      id: 'V1',
      isHome: false,
      hash: '1.a',
      callbackId: 'run.submit',
      metadata: '{"c":"C1"}',
      fields: [
        { blockId: 'project', actionId: 'run.project', value: 'gh/acme/web', values: [] },
        { blockId: 'parameters', actionId: 'run.parameters', value: 'a=1', values: [] },
        { blockId: 'ref', actionId: 'run.ref', value: null, values: [] },
      ],
    },
  });
});

test('ticked boxes', () => {
  const ticked = { type: 'checkboxes', selected_options: [{ value: 'failed' }, { value: 'fixed' }] };
  const state = { values: { outcomes: { outcomes: ticked } } };
  expect(readSubmission({ type: 'view_submission', view: { ...view, state } })).toMatchObject({
    view: { fields: [{ blockId: 'outcomes', value: null, values: ['failed', 'fixed'] }] },
  });
});

test('a search in a form', () => {
  const body = { type: 'block_suggestion', action_id: 'run.ref', block_id: 'ref', value: 'ma', view };
  expect(readSuggestion(body)).toMatchObject({ actionId: 'run.ref', typed: 'ma', view: { id: 'V1' } });
  expect(readSuggestion({ ...body, view: undefined })).toMatchObject({ view: null });
});

test('anything else is nothing, and never an error', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      expect(readClick(body)).toBeNull();
      expect(readSubmission(body)).toBeNull();
      expect(readSuggestion(body)).toBeNull();
    }),
  );
  expect(readClick({ type: 'block_actions', actions: [] })).toBeNull();
  expect(readClick({ type: 'view_submission', view })).toBeNull();
  expect(readSubmission({ type: 'view_submission', view: { ...view, id: 7 } })).toBeNull();
});
