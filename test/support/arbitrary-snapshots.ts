import fc from 'fast-check';
import type {
  ActionSnapshot,
  JobSnapshot,
  PipelineSnapshot,
  VoteSnapshot,
  WorkflowSnapshot,
} from '../../src/domain/pipeline.ts';

/** Any snapshot, also hostile ones: texts that try to be mentions, links and fences, and far too much of everything. */

const HOSTILE = [
  '<!channel>',
  '<@U0EVIL>',
  '<https://evil.example|click>',
  '```',
  '`',
  '*',
  '_',
  '~',
  '&lt;!here&gt;',
  '|',
  '>',
  '\n',
  '\u0000',
  '\u202e',
  '\ud800',
  '👩‍👩‍👧‍👦',
  'é́́́',
  'ふ',
  ' ',
  'x'.repeat(500),
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(fc.constantFrom(...HOSTILE), { maxLength: 12 }).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom('&', '<', 'a').map((unit) => unit.repeat(4000)) },
  { weight: 2, arbitrary: fc.constantFrom('build', 'deploy-prod', '') },
);

const status = fc.oneof(
  fc.constantFrom(
    'success',
    'running',
    'failed',
    'failing',
    'on_hold',
    'canceled',
    'unauthorized',
    'blocked',
    'error',
  ),
  hostileText,
);
const time = fc.oneof(
  fc.integer({ min: -1e12, max: 4e12 }).map((milliseconds) => new Date(milliseconds).toISOString()),
  fc.constant('not a time'),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const url = fc.oneof(
  fc.constant('https://app.circleci.com/pipelines/github/acme/storefront/1'),
  fc.constant('javascript:alert(1)'),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  hostileText.map((text) => `https://ci.example/${text}`),
);
/** Few, so that actions and workflows meet. */
const workflowId = fc.integer({ min: 1, max: 60 }).map((number) => `w-${number}`);
const jobId = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map((number) => `j-${number}`),
  hostileText,
);

const jobArbitrary: fc.Arbitrary<JobSnapshot> = fc.record({
  id: jobId,
  name: hostileText,
  number: maybe(fc.nat()),
  type: fc.constantFrom('build', 'approval', 'release'),
  status,
  startedAt: maybe(time),
  stoppedAt: maybe(time),
  approvalRequestId: maybe(jobId),
});

const workflowArbitrary: fc.Arbitrary<WorkflowSnapshot> = fc.record({
  id: workflowId,
  name: hostileText,
  status,
  createdAt: time,
  stoppedAt: maybe(time),
  url,
  attempt: fc.integer({ min: 1, max: 100 }),
  jobs: fc.oneof(
    fc.array(jobArbitrary, { maxLength: 12 }),
    jobArbitrary.map((job) => Array.from({ length: 300 }, (_, index) => ({ ...job, id: `many-${index}` }))),
  ),
  jobsComplete: fc.boolean(),
});

/** Each with a name and an id of its own, so that none is an attempt of another. */
const manyWorkflows = fc
  .array(workflowArbitrary, { minLength: 30, maxLength: 40 })
  .map((workflows) =>
    workflows.map((each, index) => ({ ...each, id: `w-${index + 1}`, name: `${index} ${each.name}` })),
  );

const person = fc.oneof(fc.constant('U0ANA'), hostileText);
/** Short, as there are many: what a person typed was cut to a length before it was stored. */
const reason = fc.constantFrom('go', '<!channel>', ...HOSTILE, HOSTILE.join(''));

const actionArbitrary: fc.Arbitrary<ActionSnapshot> = fc.record(
  {
    id: fc.uuid(),
    kind: fc.constantFrom('run', 'approve', 'reject', 'rerun', 'cancel'),
    state: fc.constantFrom('pending', 'confirmed', 'failed', 'unknown'),
    slackUserId: person,
    workflowId: maybe(workflowId),
    jobId: maybe(jobId),
    requestedAt: time,
    settledAt: maybe(time),
    reason,
    standsFor: person,
  },
  {
    requiredKeys: ['id', 'kind', 'state', 'slackUserId', 'workflowId', 'jobId', 'requestedAt', 'settledAt'],
  },
);

const voteArbitrary: fc.Arbitrary<VoteSnapshot> = fc.record({
  workflowId,
  jobId,
  slackUserId: person,
  standsFor: maybe(person),
  reason: maybe(reason),
  counts: fc.boolean(),
  needed: fc.integer({ min: 1, max: 20 }),
});

export const anySnapshot: fc.Arbitrary<PipelineSnapshot> = fc.record({
  id: fc.uuid(),
  projectSlug: fc.constant('gh/acme/storefront'),
  projectName: hostileText,
  number: maybe(fc.nat()),
  url: maybe(url),
  branch: maybe(hostileText),
  tag: maybe(hostileText),
  revision: maybe(hostileText),
  repositoryUrl: maybe(fc.oneof(fc.constant('https://robin:secret@github.com/acme/storefront.git'), url)),
  commitSubject: maybe(hostileText),
  commitAuthor: maybe(hostileText),
  triggerType: fc.oneof(fc.constantFrom('webhook', 'api', 'schedule', 'explicit', 'gitlab'), hostileText),
  triggerActor: maybe(hostileText),
  startedBySlackUser: maybe(fc.oneof(fc.constant('U0ANA'), hostileText)),
  createdAt: time,
  state: fc.constantFrom('created', 'errored', 'setup-pending', 'setup', 'pending', 'new'),
  problems: fc.array(fc.record({ type: hostileText, message: hostileText }), { maxLength: 6 }),
  workflows: fc.oneof(
    { weight: 4, arbitrary: fc.array(workflowArbitrary, { maxLength: 6 }) },
    { weight: 1, arbitrary: manyWorkflows },
  ),
  actions: fc.array(actionArbitrary, { maxLength: 20 }),
  votes: fc.array(voteArbitrary, { maxLength: 10 }),
  lateSeconds: fc.option(fc.integer({ min: 0, max: 2 ** 31 - 1 })),
});
