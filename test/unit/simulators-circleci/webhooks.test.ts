import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { signatureOf } from '../../../simulators/circleci/webhooks/sign.ts';
import { startSimulator, startWithReceiver } from './support/setup.ts';

const V3 = /^[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOBODY = { name: null, email: null };

it.each([
  ['hello world', 'secret', '734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a'],
  ['lalala', 'another-secret', 'daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00'],
])('signs %s as the documentation’s example does', (body, secret, hex) => {
  expect(signatureOf(secret, Buffer.from(body))).toBe(`v1=${hex}`);
});

it('sends the headers CircleCI sends', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.push('gh/acme/web-shop', { scenario: 'hold-first' });
  sim.control.ping();
  await sim.control.settle();
  expect(receiver.received[0]?.headers).toMatchObject({
    'user-agent': 'CircleCI-Webhook/1.0',
    'circleci-event-type': 'ping',
    'content-type': 'application/json',
    'circleci-signature': expect.stringMatching(/^v1=[0-9a-f]{64}$/),
  });
});

it('a ping names the webhook and nothing else', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.ping();
  await sim.control.settle();
  const [ping] = receiver.received;
  expect(ping?.signatureIsRight).toBe(true);
  expect(ping?.payload).toEqual({
    type: 'ping',
    id: expect.stringMatching(V4),
    happened_at: expect.stringMatching(/\.\d{6}Z$/),
    webhook: { id: expect.stringMatching(V4), name: 'under test' },
  });
});

it('GitHub OAuth: vcs with the commit of a push, nulls for tags and API runs', async () => {
  const { sim, api, receiver } = await startWithReceiver({ defaultScenario: 'success' });
  sim.control.push('gh/acme/web-shop', {
    branch: 'feature/gift-cards',
    commit: { subject: 'Sell gift cards', body: 'As asked.' },
  });
  await sim.control.settle();
  sim.control.push('gh/acme/web-shop', { tag: 'v2.4.0' });
  await sim.control.settle();
  await api.post('/project/gh/acme/web-shop/pipeline/run', { checkout: { branch: 'develop' } });
  await sim.control.settle();

  const [push, tag, byApi] = receiver.received
    .filter(({ payload }) => payload.type === 'workflow-completed')
    .map(({ payload }) => payload);
  expect(push).toMatchObject({
    id: expect.stringMatching(V3),
    happened_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    project: { slug: 'github/acme/web-shop', name: 'web-shop', id: sim.projects[0]?.id },
    organization: { name: 'acme' },
    workflow: {
      status: 'success',
      url: expect.stringMatching(
        /^https:\/\/app\.circleci\.com\/pipelines\/github\/acme\/web-shop\/1284\/workflows\//,
      ),
    },
    pipeline: {
      number: 1284,
      trigger: { type: 'webhook' },
      vcs: {
        provider_name: 'github',
        branch: 'feature/gift-cards',
        commit: {
          subject: 'Sell gift cards',
          body: 'As asked.',
          author: { email: expect.stringContaining('@acme.example') },
          committer: { name: expect.any(String) },
          authored_at: expect.stringMatching(/:\d\dZ$/),
        },
      },
    },
  });
  const noCommit = {
    subject: null,
    body: null,
    author: NOBODY,
    authored_at: null,
    committer: NOBODY,
    committed_at: null,
  };
  expect(tag?.pipeline).toMatchObject({
    trigger: { type: 'webhook' },
    vcs: { branch: null, commit: noCommit },
  });
  expect(tag?.pipeline?.vcs).not.toHaveProperty('tag');
  expect(byApi?.pipeline).toMatchObject({
    trigger: { type: 'api' },
    vcs: { branch: 'develop', commit: noCommit },
  });
});

it('a completed job carries no workflow status, and its own end as the workflow’s', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.push('gh/acme/web-shop', { scenario: 'success' });
  await sim.control.settle();
  const payload = receiver.received[0]?.payload;
  const { job, workflow } = payload ?? { job: undefined, workflow: undefined };
  expect(job).toEqual({
    id: expect.stringMatching(V4),
    name: 'install',
    number: expect.any(Number),
    status: 'success',
    started_at: expect.stringMatching(/\.\d{3}Z$/),
    stopped_at: workflow?.stopped_at,
  });
  expect(workflow).not.toHaveProperty('status');
});

it('Bitbucket: an author, never a committer', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.push('bb/acme/legacy-batch', { scenario: 'success' });
  await sim.control.settle();
  expect(receiver.received[0]?.payload).toMatchObject({
    project: { slug: 'bitbucket/acme/legacy-batch' },
    pipeline: {
      vcs: {
        provider_name: 'bitbucket',
        commit: { author: { name: 'Lena Novak' }, committer: NOBODY, committed_at: null },
      },
    },
  });
});

it('GitHub App: maps of strings, a time written as Go does, and webhook.body for API runs', async () => {
  const { sim, api, receiver } = await startWithReceiver({ defaultScenario: 'success' });
  const slug = sim.projects.find(({ name }) => name === 'mobile-app')?.slug ?? '';
  sim.control.push(slug, { branch: 'feature/dark-mode' });
  await sim.control.settle();
  const push = receiver.received.at(-1)?.payload;
  await api.post(`/project/${slug}/pipeline/run`, {});
  await sim.control.settle();
  const byApi = receiver.received.at(-1)?.payload;

  expect(push?.project).toMatchObject({ slug, name: 'mobile-app' });
  expect(push?.pipeline).not.toHaveProperty('vcs');
  expect(push?.pipeline?.trigger_parameters).toMatchObject({
    github_app: { branch: 'feature/dark-mode', full_ref: 'refs/heads/feature/dark-mode', forced: 'false' },
    git: {
      branch: 'feature/dark-mode',
      checkout_sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      default_branch: 'main',
    },
    circleci: {
      event_type: 'push',
      trigger_type: 'github_app',
      event_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} \+0000 UTC$/),
    },
  });
  expect(push?.pipeline?.trigger_parameters).not.toHaveProperty('webhook');
  expect(byApi?.pipeline).toMatchObject({
    trigger: { type: 'api' },
    trigger_parameters: { webhook: { body: '{}' }, circleci: { event_type: 'create pipeline run api' } },
  });
});

it('GitLab: a trigger called gitlab and the gitlab map', async () => {
  const { sim, receiver } = await startWithReceiver();
  const slug = sim.projects.find(({ name }) => name === 'handbook')?.slug ?? '';
  sim.control.push(slug, { scenario: 'failure' });
  await sim.control.settle();
  expect(receiver.received.at(-1)?.payload).toMatchObject({
    workflow: { status: 'failed' },
    pipeline: {
      trigger: { type: 'gitlab' },
      trigger_parameters: {
        gitlab: { branch: 'main', type: 'push', is_fork_merge_request: false, user_username: 'sokafor' },
        git: { tag: '', ref: 'refs/heads/main' },
        circleci: { trigger_type: 'gitlab', event_time: expect.stringMatching(/T.*Z$/) },
      },
    },
  });
});

it('without a secret a delivery is unsigned; without a webhook there is none', async () => {
  const { sim, receiver } = await startWithReceiver();
  sim.control.setWebhook({ url: receiver.url });
  sim.control.ping();
  await sim.control.settle();
  expect(receiver.received[0]?.headers).not.toHaveProperty('circleci-signature');
  sim.control.setWebhook(undefined);
  sim.control.push('gh/acme/web-shop', { scenario: 'success' });
  sim.control.ping();
  await sim.control.settle();
  expect(receiver.received).toHaveLength(1);
});

it('what is not answered 2xx is sent again, the same bytes, until it is', async () => {
  const { sim, receiver } = await startWithReceiver();
  receiver.answerNext(503, null, 401);
  sim.control.ping();
  await sim.control.settle();
  expect(receiver.received).toHaveLength(4);
  expect(
    new Set(receiver.received.map(({ raw }) => createHash('sha256').update(raw).digest('hex'))).size,
  ).toBe(1);
  expect(sim.control.deliveries.map(({ status, attempt }) => [attempt, status])).toEqual([
    [1, 503],
    [2, null],
    [3, 401],
    [4, 200],
  ]);
});

it('gives up after five tries', async () => {
  const { sim, receiver } = await startWithReceiver();
  receiver.answerNext(...Array.from({ length: 9 }, () => 500));
  sim.control.ping();
  await sim.control.settle();
  expect(receiver.received).toHaveLength(5);
});

it('an answer that does not come in time counts as none', async () => {
  const { sim } = await startSimulator({ webhookTimeoutMs: 20 });
  const { sim: slow } = await startSimulator();
  slow.faults.next({ times: Infinity, behaviour: { kind: 'hang' } });
  sim.control.setWebhook({ url: `${slow.url}/hook` });
  sim.control.ping();
  await sim.control.settle();
  expect(sim.control.deliveries.map(({ status }) => status)).toEqual([null, null, null, null, null]);
});

it('duplicates keep their id and come later', async () => {
  const { sim, receiver } = await startWithReceiver({ duplicates: true });
  sim.control.push('gh/acme/web-shop', { scenario: 'success' });
  await sim.control.settle();
  const ids = receiver.received.map(({ payload }) => payload.id);
  expect(new Set(ids).size).toBe(4);
  expect(ids).toHaveLength(6);
});

it('shuffled deliveries overtake each other', async () => {
  const { sim, receiver } = await startWithReceiver({ shuffle: true });
  // So many that they are in order by chance in no run of this test.
  for (let count = 0; count < 4; count += 1) {
    sim.control.push('gh/acme/web-shop', { scenario: 'two-workflows' });
  }
  await sim.control.settle();
  const times = receiver.received.map(({ payload }) => String(payload.workflow?.stopped_at));
  expect(times).toHaveLength(24);
  const order = sim.control.deliveries.map(({ payload }) => String(payload.happened_at));
  expect(order).not.toEqual(order.toSorted());
});
