import { expect, it } from 'vitest';
import { createCircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { type Call, startSimulator } from './support/setup.ts';

const RUN = '/project/gh/acme/web-shop/pipeline/run';
const BUILD = '/project/gh/acme/web-shop/pipeline';
const NOBODY = '3f0c9d7e-58a1-4c58-9d8e-5a4c1f7e2b10';

const text = expect.stringMatching(/\S/);

it.each([
  ['GET', '/nothing', 404],
  ['GET', '/api/v3/nothing', 404],
  ['GET', '/', 404],
  ['GET', '/project/gh%2Facme%2Fweb-shop', 404],
  ['GET', '/project/gh/acme%2fweb-shop', 404],
  ['GET', '/project/gh/acme%2Fweb-shop/more', 404],
  ['GET', '/project/gh/acme', 404],
  ['GET', '/project/gl/acme/web-shop', 404],
  ['GET', '/project/gh/acme/nothing', 404],
  ['GET', '/project/gh/acme/%E0%A4%A', 404],
  ['GET', `/project/${NOBODY}`, 404],
  ['GET', `/pipeline/${NOBODY}`, 404],
  ['GET', '/pipeline/not-a-uuid', 404],
  ['GET', `/pipeline/${NOBODY}/workflow`, 404],
  ['GET', `/workflow/${NOBODY}`, 404],
  ['GET', `/workflow/${NOBODY}/job`, 404],
  ['GET', `/user/${NOBODY}`, 404],
  ['GET', '/project/gh/acme/web-shop/job/999999', 404],
  ['GET', '/project/gh/acme/web-shop/job/one', 404],
  ['GET', '/project/gh/acme/web-shop/999999/tests', 404],
  ['GET', `/projects/${NOBODY}/pipeline-definitions`, 404],
  ['GET', `/webhook/${NOBODY}`, 404],
  ['POST', `/workflow/${NOBODY}/approve/${NOBODY}`, 404],
  ['POST', `/workflow/${NOBODY}/cancel`, 404],
  ['POST', `/workflow/${NOBODY}/rerun`, 404],
  ['POST', `/jobs/${NOBODY}/cancel`, 404],
  ['DELETE', '/me', 405],
  ['GET', RUN, 405],
  ['GET', '/pipeline?page-token=invented', 400],
  ['GET', '/pipeline?limit=100', 400],
  ['GET', '/me?verbose=1', 400],
])('%s %s is %d', async (method, path, status) => {
  const { api } = await startSimulator();
  const answer = await api.call(method, path === '/' ? '/api/v2' : path);
  expect(answer.status).toBe(status);
  expect(path.startsWith('/api/v3/') ? answer.body.error?.detail : answer.body.message).toEqual(text);
});

it.each<[string, Call, string?]>([
  ['no token', { headers: { 'circle-token': '' } }],
  ['a wrong token', { headers: { 'circle-token': 'wrong' } }],
  ['a wrong bearer token', { headers: { 'circle-token': '', authorization: 'Bearer wrong' } }],
  ['an unknown scheme', { headers: { 'circle-token': '', authorization: 'Digest x' } }],
  ['a token in the query', {}, '?circle-token=simulated-circleci-token'],
])('%s is 401', async (_, call, query = '') => {
  const { api } = await startSimulator();
  const answer = await api.call('GET', `/me${query}`, call);
  expect(answer).toMatchObject({ status: 401, body: { message: text } });
});

it('says of a wrong token what CircleCI says', async () => {
  const { api } = await startSimulator();
  const answer = await api.call('GET', '/me', { headers: { 'circle-token': 'wrong' } });
  expect(answer.body).toEqual({ message: 'Invalid token provided.' });
});

it.each([
  ['Bearer simulated-circleci-token'],
  [`Basic ${Buffer.from('simulated-circleci-token:').toString('base64')}`],
])('takes %s', async (authorization) => {
  const { sim } = await startSimulator();
  const response = await fetch(`${sim.url}/api/v2/me`, { headers: { authorization } });
  expect(response.status).toBe(200);
});

it.each([
  ['an unknown field', RUN, { branch: 'main' }],
  ['an unknown field below', RUN, { checkout: { branch: 'main', commit: 'abc' } }],
  ['branch and tag', RUN, { checkout: { branch: 'main', tag: 'v2.3.0' } }],
  ['branch and tag', BUILD, { branch: 'main', tag: 'v2.3.0' }],
  ['a branch that is no text', BUILD, { branch: 7 }],
  ['an unknown field', BUILD, { checkout: { branch: 'main' } }],
  ['an empty branch', BUILD, { branch: '' }],
  ['an array', RUN, []],
  ['parameters that are no map', RUN, { parameters: ['dry_run'] }],
  ['a nested parameter', RUN, { parameters: { dry_run: { really: true } } }],
  ['a null parameter', RUN, { parameters: { dry_run: null } }],
  ['a fraction', RUN, { parameters: { replicas: 1.5 } }],
  ['a parameter with a long name', RUN, { parameters: { ['x'.repeat(129)]: 1 } }],
  ['a parameter with a long value', RUN, { parameters: { image_tag: 'x'.repeat(513) } }],
  [
    '101 parameters',
    RUN,
    { parameters: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, i])) },
  ],
  ['a definition that is no UUID', RUN, { definition_id: 'build' }],
  ['a branch that is not there', RUN, { checkout: { branch: 'nowhere' } }],
  ['a tag that is not there', RUN, { checkout: { tag: 'v99' } }],
])('%s in the body of %s is 400, and nothing is made', async (_, path, body) => {
  const { api } = await startSimulator();
  expect(await api.post(path, body)).toMatchObject({ status: 400, body: { message: text } });
  expect((await api.get(BUILD)).items).toEqual([]);
});

it('a definition of another project is 404', async () => {
  const { api } = await startSimulator();
  expect(await api.post(RUN, { definition_id: NOBODY })).toMatchObject({ status: 404 });
});

it('broken JSON is 400, a body of a megabyte and more 413', async () => {
  const { api } = await startSimulator();
  const headers = { 'content-type': 'application/json' };
  expect(await api.call('POST', RUN, { headers, rawBody: '{"parameters":' })).toMatchObject({ status: 400 });
  const rawBody = `{"x":"${'x'.repeat(1024 * 1024)}"}`;
  expect(await api.call('POST', RUN, { headers, rawBody })).toMatchObject({ status: 413 });
});

it('a body that is not sent as JSON is ignored, its parameters with it', async () => {
  const { api, sim } = await startSimulator();
  const rawBody = JSON.stringify({ checkout: { branch: 'develop' }, parameters: { nonsense: 1 } });
  const answer = await api.call('POST', RUN, { headers: { 'content-type': 'text/plain' }, rawBody });
  expect(answer.status).toBe(201);
  await sim.control.settle();
  expect(await api.get(`/pipeline/${answer.body.id}`)).toMatchObject({
    state: 'created',
    vcs: { branch: 'main' },
  });
});

it('both spellings of a slug, and the project’s id, name the same project', async () => {
  const { api, sim } = await startSimulator();
  const slugs = ['gh/acme/web-shop', 'github/acme/web-shop', sim.projects[0]?.id];
  for (const slug of slugs)
    expect(await api.get(`/project/${slug}`)).toMatchObject({ slug: 'gh/acme/web-shop' });
  expect(await api.get('/project/bitbucket/acme/legacy-batch')).toMatchObject({
    slug: 'bb/acme/legacy-batch',
  });
  const app = sim.projects.find(({ name }) => name === 'mobile-app');
  const byIds = `circleci/${app?.organization.id}/${app?.id}`;
  expect(app?.slug).toMatch(/^circleci\/[1-9A-HJ-NP-Za-km-z]{22}\/[1-9A-HJ-NP-Za-km-z]{22}$/);
  for (const slug of [app?.slug, byIds])
    expect(await api.get(`/project/${slug}`)).toMatchObject({ slug: app?.slug });
});

it('only GitHub OAuth and Bitbucket take the older trigger; GitLab takes neither', async () => {
  const { api, sim } = await startSimulator();
  const slug = (name: string) => sim.projects.find((project) => project.name === name)?.slug;
  expect((await api.post('/project/bb/acme/legacy-batch/pipeline', { branch: 'master' })).status).toBe(201);
  expect((await api.post(`/project/${slug('mobile-app')}/pipeline`, {})).status).toBe(400);
  expect((await api.post(`/project/${slug('mobile-app')}/pipeline/run`, {})).status).toBe(201);
  expect((await api.post(`/project/${slug('handbook')}/pipeline/run`, {})).status).toBe(400);
});

it('a Server has no v3, no definitions and no cancelling by UUID, and the rest', async () => {
  const { api, sim } = await startSimulator({ server: true });
  expect((await api.get('/me')).login).toBe('chatops-bot');
  expect((await api.post(RUN, {})).status).toBe(201);
  expect((await api.call('GET', `/projects/${sim.projects[0]?.id}/pipeline-definitions`)).status).toBe(500);
  expect((await api.post(`/jobs/${NOBODY}/cancel`)).status).toBe(500);
  expect((await api.call('GET', `/api/v3/jobs/${NOBODY}`)).status).toBe(404);
});

it('has no address before it starts, and refuses unknown scenarios', () => {
  const sim = createCircleCiSimulator();
  expect(() => sim.url).toThrow(/start/);
  const defaultScenario = 'nothing-like-it' as 'success';
  expect(() => createCircleCiSimulator({ defaultScenario })).toThrow(/nothing-like-it/);
});
