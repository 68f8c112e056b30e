import { expect, it } from 'vitest';
import { checkPayload } from '../../../src/webhooks/payload.ts';
import { fixture, fixtures, published } from '../../support/webhook-samples.ts';

it.each([...fixtures, ...published].map((sample) => [sample.name, sample.json] as const))(
  'takes %s',
  (_name, json) => {
    expect(checkPayload(json)).toMatchObject({ ok: true, envelope: { id: json.id, type: json.type } });
  },
);

const workflow = fixture('github-oauth-workflow').json;

it.each([
  [null, 'the payload'],
  ['text', 'the payload'],
  [[], 'id'],
  [{}, 'id'],
  [{ ...workflow, id: 'with space' }, 'id: must be an id'],
  [{ ...workflow, id: 'x'.repeat(201) }, 'id: must be an id'],
  [{ ...workflow, id: 'nul\0' }, 'id: must be an id'],
  [{ ...workflow, webhook: {} }, 'webhook.id'],
  [{ ...workflow, workflow: { id: 'w', name: 'n' } }, 'workflow.status'],
  [{ ...workflow, project: { id: 'p' } }, 'project.slug'],
  [{ ...workflow, pipeline: undefined }, 'pipeline'],
  [{ ...fixture('github-oauth-job').json, job: { name: 'j' } }, 'job.id'],
])('says what is wrong with %#', (json, where) => {
  const result = checkPayload(json);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.reason).toContain(where);
});

it('does not repeat the payload’s values', () => {
  const result = checkPayload({ ...workflow, id: { token: 'hush' } });
  expect(JSON.stringify(result)).not.toContain('hush');
});
