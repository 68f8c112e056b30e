import { afterAll, beforeAll, expect, it } from 'vitest';
import { listHolds } from '../../src/approvals/holds.ts';
import { loadRecord } from '../../src/pipelines/load-record.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { saveProject } from '../../src/projects/save.ts';
import { latestOfProject } from '../../src/runs/lookup.ts';
import { resolveProject, searchProjects } from '../../src/runs/projects.ts';
import { searchRefs } from '../../src/runs/refs.ts';
import { syncPipeline } from '../../src/runs/sync.ts';
import { describeWithDatabase } from '../support/database.ts';
import { aJob, aPipeline, aWorkflow } from '../support/records.ts';
import { type Core, DEPLOYS, openCore, PROJECT } from './support/core.ts';

describeWithDatabase('finding what somebody means', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const store = (parts: Parameters<typeof aPipeline>[0], ...workflows: ReturnType<typeof aWorkflow>[]) =>
    core.ctx.db.transaction().execute(async (tx) => {
      const pipeline = aPipeline(parts);
      await saveProject(core.ctx, tx, { slug: pipeline.projectSlug, id: null, name: null });
      return mergeIntoStore(tx, { pipeline, workflows });
    });
  const slugs = async (text: string) => (await searchProjects(core.ctx, text, 10)).map(({ slug }) => slug);

  it('shows the hold that waits now, however many old ones nobody ever decided', async () => {
    for (let age = 1; age <= 60; age++) {
      const status = age % 2 === 0 ? 'canceled' : 'on_hold';
      const hold = aJob({ id: `old-${age}`, type: 'approval', status: 'on_hold' });
      const createdAt = new Date(Date.UTC(2026, 0, age)).toISOString();
      await store({ id: `old-${age}`, createdAt }, aWorkflow({ id: `old-${age}`, status, jobs: [hold] }));
    }
    const id = core.push('hold');
    await core.circleci.control.settle();
    await syncPipeline(core.ctx, id, 'background');
    const holds = await listHolds(core.ctx, { all: true });
    expect(holds.at(-1)?.snapshot.id).toBe(id);
    expect(holds.map(({ snapshot }) => snapshot.id)).toHaveLength(31);
    expect(holds.every(({ workflow }) => workflow.status === 'on_hold')).toBe(true);
  });

  it('does not remember a project that CircleCI does not know', async () => {
    const wrong = latestOfProject(core.ctx, 'gh/acme/web-shpo', null, 5);
    await expect(wrong).rejects.toMatchObject({ code: 'not_found' });
    expect(await slugs('web-shpo')).toEqual([]);
  });

  it('resolves a slug in any form, a link, a name, and an unambiguous part of one', async () => {
    for (const text of [
      PROJECT,
      'github/acme/web-shop',
      `${core.circleci.url}/pipelines/github/acme/web-shop`,
    ]) {
      expect(await resolveProject(core.ctx, text, null)).toMatchObject({
        ok: true,
        project: { slug: PROJECT },
      });
    }
    await saveProject(core.ctx, core.ctx.db, { slug: 'gh/acme/payments-api', id: null, name: null });
    for (const text of ['web-shop', 'WEB-SHOP', 'eb-sho']) {
      expect(await resolveProject(core.ctx, text, null)).toMatchObject({
        ok: true,
        project: { slug: PROJECT },
      });
    }
  });

  it('names the candidates of what is ambiguous or mistyped, and takes no pattern', async () => {
    await saveProject(core.ctx, core.ctx.db, { slug: 'gh/other/web-shop', id: null, name: null });
    expect(await resolveProject(core.ctx, 'web-shop', null)).toEqual({
      ok: false,
      reason: 'ambiguous',
      candidates: ['gh/acme/web-shop', 'gh/other/web-shop'],
    });
    const mistyped = await resolveProject(core.ctx, 'gh/acme/web-shpo', null);
    expect(mistyped).toMatchObject({ ok: false, reason: 'unknown' });
    expect('candidates' in mistyped && mistyped.candidates).toContain(PROJECT);
    expect(await slugs('%')).toEqual([]);
    expect(await slugs('_')).toEqual([]);
  });

  it('takes no project for the only one of a channel that has none', async () => {
    expect(await resolveProject(core.ctx, null, DEPLOYS)).toMatchObject({ ok: false, reason: 'none-given' });
  });

  it('finds branches and tags, the default branch before all, then the newest', async () => {
    await saveProject(core.ctx, core.ctx.db, {
      slug: 'gh/acme/refs',
      id: 'p',
      name: null,
      defaultBranch: 'main',
    });
    const ran = (ref: { branch?: string; tag?: string }, minute: number) =>
      store({
        id: `refs-${minute}`,
        projectSlug: 'gh/acme/refs',
        createdAt: new Date(Date.UTC(2026, 5, 1, 10, minute)).toISOString(),
        branch: ref.branch ?? null,
        tag: ref.tag ?? null,
      });
    await ran({ branch: 'main' }, 1);
    await ran({ branch: 'feature/100%_done' }, 2);
    await ran({ tag: 'v1.0' }, 3);
    await ran({ branch: 'feature/new' }, 4);
    await ran({ branch: 'feature/new' }, 5);
    const names = async (text: string, limit = 10) =>
      (await searchRefs(core.ctx, 'gh/acme/refs', text, limit)).map(({ name }) => name);
    expect(await names('')).toEqual(['main', 'feature/new', 'v1.0', 'feature/100%_done']);
    expect(await names('', 2)).toEqual(['main', 'feature/new']);
    expect(await names('FEATURE')).toEqual(['feature/new', 'feature/100%_done']);
    expect(await names('%_d')).toEqual(['feature/100%_done']);
  });

  it('stores nothing anew when nothing is new', async () => {
    const jobs = [aJob({ id: 'one', position: 0 }), aJob({ id: 'two', position: 1 })];
    const parts = { id: 'same', observedAt: '2026-06-01T10:00:00.000Z' };
    const workflow = aWorkflow({ id: 'same', jobs, observedAt: parts.observedAt });
    expect((await store(parts, workflow)).changed).toBe(true);
    expect((await store(parts, workflow)).changed).toBe(false);
    const later = '2026-06-01T10:00:09.000Z';
    expect((await store({ ...parts, observedAt: later }, { ...workflow, observedAt: later })).changed).toBe(
      false,
    );
    const ended = aWorkflow({ ...workflow, status: 'success', observedAt: later });
    expect((await store(parts, ended)).changed).toBe(true);
    expect((await loadRecord(core.ctx.db, 'same'))?.workflows[0]?.jobs).toHaveLength(2);
  });
});
