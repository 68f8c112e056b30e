import { expect, it } from 'vitest';
import { type Api, startSimulator } from './support/setup.ts';

const SHOP = '/project/gh/acme/web-shop';

async function pages(api: Api, path: string): Promise<number[][]> {
  const numbers: number[][] = [];
  let token: string | null = '';
  while (token !== null) {
    const page = await api.get(
      token === '' ? path : `${path}${path.includes('?') ? '&' : '?'}page-token=${token}`,
    );
    numbers.push((page.items ?? []).map(({ number }) => Number(number)));
    token = page.next_page_token ?? null;
  }
  return numbers;
}

it('pipelines come newest first, twenty a page, and new ones do not shift the pages', async () => {
  const { sim, api } = await startSimulator();
  for (let count = 0; count < 45; count += 1) sim.control.push('gh/acme/web-shop');
  expect((await pages(api, `${SHOP}/pipeline`)).map(({ length }) => length)).toEqual([20, 20, 5]);
  const first = await api.get(`${SHOP}/pipeline`);
  sim.control.push('gh/acme/web-shop');
  const second = await api.get(`${SHOP}/pipeline?page-token=${first.next_page_token}`);
  const numberOf = (item: object | string | undefined) =>
    typeof item === 'object' && 'number' in item ? Number(item.number) : Number.NaN;
  expect(numberOf(second.items?.[0])).toBe(numberOf(first.items?.at(-1)) - 1);
});

it('exactly twenty are one page', async () => {
  const { sim, api } = await startSimulator();
  for (let count = 0; count < 20; count += 1) sim.control.push('gh/acme/web-shop');
  expect(await pages(api, `${SHOP}/pipeline`)).toHaveLength(1);
});

it('lists by branch, by number, mine, and by organization', async () => {
  const { sim, api } = await startSimulator();
  const develop = sim.control.push('gh/acme/web-shop', { branch: 'develop' });
  const batch = sim.control.push('bb/acme/legacy-batch');
  const mine = await api.post(`${SHOP}/pipeline`, { branch: 'main' });
  expect(await pages(api, `${SHOP}/pipeline?branch=develop`)).toEqual([[develop?.number]]);
  expect(await pages(api, `${SHOP}/pipeline/mine`)).toEqual([[mine.body.number]]);
  expect(await pages(api, '/pipeline?mine=true')).toEqual([[mine.body.number]]);
  expect(await pages(api, '/pipeline?org-slug=gh/acme')).toEqual([[mine.body.number, develop?.number]]);
  expect(await pages(api, '/pipeline?org-slug=bitbucket/acme')).toEqual([[batch?.number]]);
  expect((await api.get(`${SHOP}/pipeline/${develop?.number}`)).id).toBe(develop?.id);
  expect((await api.call('GET', `${SHOP}/pipeline/1`)).status).toBe(404);
});

it('branches, flaky tests, collaborations and definitions', async () => {
  const { sim, api } = await startSimulator();
  const id = sim.projects[0]?.id;
  expect((await api.get('/insights/gh/acme/web-shop/branches')).branches).toContain('release/2.4');
  expect(await api.get('/insights/gh/acme/web-shop/flaky-tests')).toMatchObject({ 'total-flaky-tests': 0 });
  sim.control.push('gh/acme/web-shop', { scenario: 'failure', branch: 'brand-new' });
  await sim.control.settle();
  expect((await api.get('/insights/gh/acme/web-shop/branches')).branches).toContain('brand-new');
  expect(await api.get('/insights/gh/acme/web-shop/flaky-tests')).toMatchObject({ 'total-flaky-tests': 1 });
  const slugs = (await api.get('/me/collaborations')).map(({ slug }) => slug);
  expect(slugs).toEqual(expect.arrayContaining(['gh/acme', 'bb/acme']));
  const [definition] = (await api.get(`/projects/${id}/pipeline-definitions`)).items ?? [];
  const made = await api.post(`${SHOP}/pipeline/run`, { definition_id: definition?.id });
  expect(made.status).toBe(201);
});
