import { expect, it } from 'vitest';
import { createCircleCiSimulator } from '../../../simulators/circleci/index.ts';
import { startSimulator } from './support/setup.ts';

const NOBODY = '3f0c9d7e-58a1-4c58-9d8e-5a4c1f7e2b10';

async function start() {
  const { sim, api } = await startSimulator();
  const shop = sim.projects.find(({ slug }) => slug === 'gh/acme/web-shop');
  if (shop === undefined) throw new Error('the shop is not there');
  const org = `org-id=${shop.organization.id}&page-size=20`;
  const component = shop.deploys.find(({ name }) => name === 'storefront');
  const rollback = {
    component_name: 'storefront',
    environment_name: 'production',
    current_version: '2.4.1',
    target_version: '2.4.0',
  };
  return { sim, api, shop, org, component, rollback, path: `/projects/${shop.id}/rollback` };
}

it('tells components, environments and versions, one of which is live in each', async () => {
  const { api, shop, org, component } = await start();
  const components = await api.get(`/deploy/components?${org}&project-id=${shop.id}`);
  expect(components.items).toMatchObject([{ name: 'storefront' }, { name: 'mailer' }]);
  const environments = await api.get(`/deploy/environments?${org}`);
  expect(environments.items).toMatchObject([{ name: 'production' }, { name: 'staging' }]);
  const [production] = environments.items ?? [];
  const path = `/deploy/components/${component?.id}/versions`;
  const versions = await api.get(`${path}?environment-id=${production?.id}`);
  expect(versions.items).toHaveLength(4);
  expect(versions.items).toMatchObject([{ name: '2.4.1', is_live: true }, { is_live: false }, {}, {}]);
  expect((await api.get(path)).items).toHaveLength(7);
});

it('accepts a rollback, makes a pipeline of it, and has the other version live later', async () => {
  const { sim, api, path, rollback, component } = await start();
  const accepted = await api.post(path, rollback);
  expect(accepted).toMatchObject({ status: 202, body: { rollback_type: 'PIPELINE' } });
  expect((await api.call('GET', `/pipeline/${accepted.body.id}`)).status).toBe(200);
  expect(component?.environments.get('production')?.live).toBe('2.4.1');
  await sim.control.settle();
  expect(component?.environments.get('production')?.live).toBe('2.4.0');
  expect((await api.post(path, rollback)).status).toBe(409);
});

it.each([
  ['an unknown component', { component_name: 'nothing' }, 404],
  ['an unknown environment', { environment_name: 'nothing' }, 404],
  ['an unknown version', { target_version: 'nothing' }, 404],
  ['another live version', { current_version: '2.4.0' }, 409],
  ['an unknown field', { version: '1' }, 400],
  ['a missing field', { target_version: undefined }, 400],
])('refuses %s', async (_, change, status) => {
  const { api, path, rollback } = await start();
  expect((await api.post(path, { ...rollback, ...change })).status).toBe(status);
});

it('wants an organization and a page size, and knows no others', async () => {
  const { api, org } = await start();
  for (const query of ['', '?page-size=20', `?${org.split('&')[0]}`, `?${org}&more=1`]) {
    expect((await api.call('GET', `/deploy/environments${query}`)).status).toBe(400);
  }
  expect((await api.call('GET', `/deploy/components/${NOBODY}/versions`)).status).toBe(404);
  expect((await api.post(`/projects/${NOBODY}/rollback`, {})).status).toBe(404);
});

it('has none of it on a Server', async () => {
  const server = createCircleCiSimulator({ paused: true, server: true });
  await server.start();
  const [project] = server.projects;
  const org = `org-id=${project?.organization.id}&page-size=1`;
  const headers = { 'circle-token': server.token };
  for (const path of [`/deploy/components?${org}`, `/deploy/environments?${org}`]) {
    expect((await fetch(`${server.url}/api/v2${path}`, { headers })).status).toBe(500);
  }
  await server.stop();
});
