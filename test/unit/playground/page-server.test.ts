import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageServer, startPageServer } from '../../../playground/page-server.ts';
import { createScenarioChoice } from '../../../playground/scenario-choice.ts';
import { createSimulatorPanel } from '../../../playground/simulator-panel.ts';
import { people } from '../../../playground/workspace.ts';
import { createCircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { createSlackSimulator } from '../../../simulators/slack/index.ts';

const circleci = createCircleCiSimulator({ timeScale: 0.001 });
const slack = createSlackSimulator({ users: people });
let page: PageServer;

beforeAll(async () => {
  await circleci.start();
  await slack.start();
  const own = createSimulatorPanel(circleci, createScenarioChoice(circleci, null));
  page = await startPageServer({ port: 0, slackUrl: slack.url, own });
});
afterAll(async () => {
  await page.stop();
  await slack.stop();
  await circleci.stop();
});

const get = (path: string, init?: RequestInit) => fetch(page.url + path, init);
const post = (path: string, body: unknown) =>
  get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('the page', () => {
  it('may only talk to its own host and runs no inline script', async () => {
    const response = await get('/');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'self'");
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|https?:\/\//);
  });

  it('loads only what is there', async () => {
    const html = await (await get('/')).text();
    const files = [...html.matchAll(/(?:href|src)="(\/[^"#]+)/g)].map(([, path]) => path ?? '');
    expect(files.length).toBeGreaterThan(5);
    for (const path of new Set(files)) expect([path, (await get(path)).status]).toEqual([path, 200]);
  });

  it.each(['/../main.ts', '/%2e%2e/main.ts', '/js', '/nothing.js'])('has nothing at %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('hands /client on, streams included', async () => {
    const user = people[0]?.id ?? '';
    expect(await (await get(`/client/bootstrap?user=${user}`)).json()).toMatchObject({ users: people });
    const stream = await get(`/client/events?user=${user}`);
    expect(stream.headers.get('content-type')).toMatch('text/event-stream');
    await stream.body?.cancel();
  });
});

describe('the simulator panel', () => {
  it('tells people, scenarios and projects', async () => {
    expect(await (await get('/playground/state')).json()).toMatchObject({
      people: people.map(({ id }) => id),
      scenario: null,
      scenarios: expect.arrayContaining([{ name: 'hold', description: expect.any(String) }]),
      projects: expect.arrayContaining([
        { slug: expect.any(String), name: 'web-shop', branches: expect.arrayContaining(['develop']) },
      ]),
    });
  });

  it('changes what every project does, and gives each its own course back', async () => {
    const before = circleci.projects.map(({ defaultScenario }) => defaultScenario);
    expect(await (await post('/playground/scenario', { name: 'success' })).json()).toEqual({ ok: true });
    expect(new Set(circleci.projects.map(({ defaultScenario }) => defaultScenario))).toEqual(
      new Set(['success']),
    );
    expect(await (await get('/playground/state')).json()).toMatchObject({ scenario: 'success' });
    await post('/playground/scenario', { name: null });
    expect(circleci.projects.map(({ defaultScenario }) => defaultScenario)).toEqual(before);
  });

  it('pushes a commit', async () => {
    const [project] = circleci.projects;
    const push = { project: project?.slug, branch: 'topic/new', scenario: 'success' };
    expect(await (await post('/playground/push', push)).json()).toEqual({
      ok: true,
      number: expect.any(Number),
    });
    expect(project?.branches.has('topic/new')).toBe(true);
  });

  it.each([
    ['/playground/push', { project: 'gh/acme/nothing' }, 404],
    ['/playground/push', { project: 'gh/acme/web-shop', branch: 'a b' }, 400],
    ['/playground/push', { project: 'gh/acme/web-shop', scenario: 'toString' }, 400],
    ['/playground/scenario', { name: 'nope' }, 400],
    ['/playground/scenario', 'text', 400],
    ['/playground/unknown', {}, 404],
  ])('%s refuses %j', async (path, body, status) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false });
  });

  it('takes no form of another site', async () => {
    const response = await get('/playground/push', {
      method: 'POST',
      body: '{"project":"gh/acme/web-shop"}',
    });
    expect(response.status).toBe(415);
  });
});

it('says which port is in use', async () => {
  const options = { port: Number(new URL(page.url).port), slackUrl: slack.url, own: async () => false };
  await expect(startPageServer(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
