import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverBulletin } from '../../src/digests/deliver.ts';
import { knownProject, presentSlug, slugsOf } from '../../src/projects/known.ts';
import type { ProjectFacts } from '../../src/projects/save.ts';
import { saveProject } from '../../src/projects/save.ts';
import { pollProject } from '../../src/runs/poll.ts';
import { resolveProject } from '../../src/runs/projects.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { subscribe, subscriptionsTo } from '../../src/subscriptions/subscriptions.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

const RENAMED = 'gh/acme/storefront';
const BACKEND = 'C0BACKEND2';
const EVERYTHING = {
  branches: [],
  tags: [],
  workflows: [],
  jobs: [],
  authors: [],
  bots: true,
  outcomes: ['all'] as const,
};

describeWithDatabase('one row for each project', (databases) => {
  let core: Core;
  beforeEach(async () => {
    core = await openCore(databases);
  });
  afterEach(() => core.close());

  const save = (facts: ProjectFacts) => saveProject(core.ctx, core.ctx.db, facts);
  const rows = () =>
    core.ctx.db.selectFrom('projects').select(['slug', 'id', 'name']).orderBy('slug').execute();
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  /** Delivers what waits for channels and returns it by channel. */
  const told = async () => {
    const bulletins = await core.ctx.db.selectFrom('bulletins').select(['id', 'channel_id']).execute();
    for (const { id } of bulletins) await deliverBulletin(core.ctx, { bulletinId: id });
    const texts = [];
    for (const channel of ['deploys', 'backend']) {
      const messages = await core.slack.client.as(core.actor.userId).messages(channel);
      texts.push(messages.map(({ text }) => text));
    }
    return texts;
  };
  const poll = (projectSlug = PROJECT) => pollProject(core.ctx, { projectSlug });

  describe('what is heard of a project', () => {
    const news: readonly ProjectFacts[] = [
      { slug: PROJECT, id: null, name: null },
      { slug: PROJECT, id: 'p1', name: 'web-shop', at: at(1) },
      { slug: 'github/Acme/Web-Shop', id: 'p1', name: 'web-shop', at: at(2) },
      { slug: RENAMED, id: 'p1', name: 'storefront', at: at(3) },
    ];
    it.each(permutations(news.length))('makes one row in any order: %j', async (...order) => {
      for (const index of order) await save(news[index] ?? { slug: '', id: null, name: null });
      const [only, ...more] = await rows();
      expect(more).toEqual([]);
      expect(only).toMatchObject({ slug: RENAMED, id: 'p1' });
      for (const slug of [PROJECT, RENAMED, 'gh/ACME/web-shop', 'github/acme/storefront']) {
        expect(await presentSlug(core.ctx.db, slug)).toBe(RENAMED);
      }
    });
  });

  it('keeps ids in slugs apart by letter case, and names of GitHub and Bitbucket not', async () => {
    await save({ slug: 'circleci/DdaVtN/6EkDPZ', id: 'one', name: 'one' });
    await save({ slug: 'circleci/ddavtn/6ekdpz', id: 'two', name: 'two' });
    await save({ slug: 'bitbucket/Acme/Batch', id: 'three', name: 'three' });
    await save({ slug: 'bb/acme/batch', id: 'three', name: null });
    expect((await rows()).map(({ id }) => id)).toEqual(['three', 'one', 'two']);
  });

  it('takes a slug that belongs to another project now away from the one that had it', async () => {
    await save({ slug: PROJECT, id: 'old', name: 'web-shop', organizationId: 'acme-id', at: at(1) });
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...EVERYTHING, project: PROJECT });
    await save({ slug: PROJECT, id: 'new', name: 'web-shop', organizationId: 'acme-id', at: at(2) });
    expect(await knownProject(core.ctx.db, PROJECT)).toMatchObject({ id: 'new' });
    const [subscription] = await core.ctx.db.selectFrom('subscriptions').select('project').execute();
    expect(subscription).toEqual({ project: 'circleci/acme-id/old' });
    expect(await subscriptionsTo(core.ctx.db, PROJECT)).toEqual([]);
    await save({ slug: RENAMED, id: 'old', name: 'storefront', at: at(3) });
    expect(await subscriptionsTo(core.ctx.db, RENAMED)).toHaveLength(1);
  });

  it('stores what is said about one project at the same time once', async () => {
    const facts = (slug: string) => ({ slug, id: 'p1', name: 'web-shop', at: at(1) });
    await Promise.all(
      ['gh/acme/web-shop', 'github/Acme/web-shop', PROJECT, PROJECT].map((slug) => save(facts(slug))),
    );
    expect(await rows()).toHaveLength(1);
  });

  it('is known by every form that CircleCI takes, as the project that CircleCI says it is', async () => {
    const app = core.circleci.projects.find(({ provider }) => provider === 'github_app');
    if (app === undefined) throw new Error('the simulator has no GitHub App project');
    const byIds = `circleci/${app.organization.id}/${app.id}`;
    const found = await resolveProject(core.ctx, byIds, null);
    expect(found).toMatchObject({ ok: true, project: { slug: app.slug, name: 'mobile-app' } });
    expect(await slugsOf(core.ctx.db, byIds)).toEqual(expect.arrayContaining([byIds, app.slug]));
    expect(await resolveProject(core.ctx, 'mobile-app', null)).toMatchObject({ project: { slug: app.slug } });
    expect(await rows()).toHaveLength(1);
  });

  it('finds a project by the address of its repository', async () => {
    const app = core.circleci.projects.find(({ provider }) => provider === 'github_app');
    const made = core.circleci.control.push(app?.slug ?? '', {});
    await core.circleci.control.settle();
    await syncPipeline(core.ctx, made?.id ?? '', 'background');
    for (const [text, slug] of [
      ['https://github.com/acme/web-shop', PROJECT],
      ['github.com/Acme/Web-Shop.git', PROJECT],
      ['https://bitbucket.org/acme/legacy-batch', 'bb/acme/legacy-batch'],
      ['https://github.com/acme/mobile-app', app?.slug],
    ]) {
      const found = await resolveProject(core.ctx, text ?? '', null);
      expect(found, text).toMatchObject({ ok: true, project: { slug } });
    }
    expect(await resolveProject(core.ctx, 'https://gitlab.com/acme/nowhere', null)).toMatchObject({
      reason: 'unknown',
    });
  });

  describe('a rename', () => {
    beforeEach(async () => {
      await resolveProject(core.ctx, PROJECT, null);
      await subscribe(core.ctx, core.actor, DEPLOYS, { ...EVERYTHING, project: PROJECT });
      await subscribe(core.ctx, core.actor, BACKEND, { ...EVERYTHING, project: 'gh/acme/web-*' });
      const id = core.push('success');
      await core.circleci.control.settle();
      await syncPipeline(core.ctx, id, 'background');
      core.circleci.control.renameProject(PROJECT, 'storefront');
    });

    it('is found by the poll, followed everywhere, and told once in each channel that shows the project', async () => {
      await poll();
      expect(await presentSlug(core.ctx.db, PROJECT)).toBe(RENAMED);
      const { rows: named } = await sql<{ slug: string }>`
        select project_slug as slug from pipelines union select project_slug from polls
        union select project from subscriptions where folder is null`.execute(core.ctx.db);
      expect(named).toEqual([{ slug: RENAMED }]);
      expect(await subscriptionsTo(core.ctx.db, RENAMED)).toHaveLength(2);
      expect((await core.waiting('poll-project')).map(({ data }) => data)).toContainEqual({
        projectSlug: RENAMED,
      });
      const text = expect.stringMatching(/`gh\/acme\/web-shop` was renamed to `gh\/acme\/storefront`/);
      expect(await told()).toEqual([[text], [text]]);
      await poll();
      await poll(RENAMED);
      expect(await told()).toEqual([[text], [text]]);
    });

    it('leads from the old name, a link with it, and the new name to the same project', async () => {
      await poll();
      for (const text of [
        PROJECT,
        RENAMED,
        'web-shop',
        'storefront',
        `${core.circleci.url}/pipelines/github/acme/web-shop`,
      ]) {
        expect(await resolveProject(core.ctx, text, null), text).toMatchObject({
          ok: true,
          project: { slug: RENAMED },
        });
      }
    });

    it('keeps the old name from a new project that takes it', async () => {
      await poll();
      core.circleci.control.addProject({
        provider: 'github',
        organization: 'acme',
        name: 'web-shop',
        people: [],
      });
      await save({ slug: PROJECT, id: randomUUID(), name: 'web-shop' });
      expect((await rows()).map(({ slug }) => slug)).toEqual([RENAMED, PROJECT]);
      // Subscriptions are to the project that was meant when they were made; a glob is to whatever fits it.
      expect((await subscriptionsTo(core.ctx.db, PROJECT)).map(({ channelId }) => channelId)).toEqual([
        BACKEND,
      ]);
      expect((await subscriptionsTo(core.ctx.db, RENAMED)).map(({ channelId }) => channelId)).toEqual([
        DEPLOYS,
      ]);
    });
  });

  it('tells a channel once that a project is gone, and does not take another project of that name for it', async () => {
    await resolveProject(core.ctx, PROJECT, null);
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...EVERYTHING, project: PROJECT });
    const project = await knownProject(core.ctx.db, PROJECT);
    core.circleci.control.removeProject(PROJECT);
    await core.forgetWaiting();
    await poll();
    await poll();
    const gone = expect.stringContaining('CircleCI no longer has `gh/acme/web-shop`');
    expect(await told()).toEqual([[gone], []]);
    expect((await core.waiting('poll-project'))[0]?.seconds).toBeGreaterThan(3_000);
    // Its webhooks may go on when only the token lost its right.
    await save({ slug: PROJECT, id: project?.id ?? null, name: 'web-shop', at: new Date() });
    await poll();
    expect(await told()).toEqual([[gone], []]);
    core.circleci.control.addProject({
      provider: 'github',
      organization: 'acme',
      name: 'web-shop',
      people: [],
    });
    await poll();
    expect(await knownProject(core.ctx.db, PROJECT)).toMatchObject({ isGone: false });
    expect(await subscriptionsTo(core.ctx.db, PROJECT)).toEqual([]);
    expect(await told()).toEqual([[gone], []]);
  });

  it('says nothing while CircleCI cannot be asked', async () => {
    await resolveProject(core.ctx, PROJECT, null);
    await subscribe(core.ctx, core.actor, DEPLOYS, { ...EVERYTHING, project: PROJECT });
    core.circleci.faults.down(true);
    await poll();
    expect(await told()).toEqual([[], []]);
    expect(await knownProject(core.ctx.db, PROJECT)).toMatchObject({ isGone: false });
  });
});

/** Every order of so many things. */
function permutations(count: number): number[][] {
  const all = Array.from({ length: count }, (_, index) => index);
  const orders = (left: readonly number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((one) => orders(left.filter((other) => other !== one)).map((rest) => [one, ...rest]));
  return orders(all);
}
