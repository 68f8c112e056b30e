import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { resume } from '../../src/approvals/resume.ts';
import type { ActionOutcome } from '../../src/domain/outcome.ts';
import { chooseDefinition } from '../../src/launch/definitions.ts';
import { readDeclared } from '../../src/launch/read-declared.ts';
import { readPolicy } from '../../src/policy/read.ts';
import {
  deployProject,
  listComponents,
  listEnvironments,
  listVersions,
  placeIn,
} from '../../src/rollbacks/deployed.ts';
import { rollbackFacts } from '../../src/rollbacks/form.ts';
import { requestRollback } from '../../src/rollbacks/request.ts';
import { rollbackDeed } from '../../src/rollbacks/rollback-deed.ts';
import { noteCall } from '../../src/runs/action-lease.ts';
import { beginAction, loadAction } from '../../src/runs/action-store.ts';
import { perform } from '../../src/runs/perform.ts';
import { requestRun } from '../../src/runs/run.ts';
import { BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore, PROJECT } from './support/core.ts';

describeWithDatabase('running, step by step', (databases) => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(databases, {}, { CIRCLECI_KIND: 'cloud' });
  });
  beforeEach(() => {
    core.rules.current = null;
    core.clock.aheadMs = 0;
    core.circleci.control.setConfig(PROJECT, null);
  });
  afterAll(() => core.close());

  const rule = (text: string) => {
    const reading = readPolicy(`version: 1\nrules:\n${text}`);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    core.rules.current = reading.policy;
  };
  const confirmRule = '  - { name: sure, allow: [run], who: { everyone: true }, when: { confirm: true } }';
  const posts = (path: RegExp) =>
    core.circleci.log.filter((one) => one.method === 'POST' && path.test(one.path)).length;
  const triggers = () => posts(/\/pipeline(?:\/run)?$/);
  const run = { projectSlug: PROJECT, ref: { branch: 'main' }, parameters: { replicas: 2 } };
  const asked = (outcome: ActionOutcome): string => {
    if (outcome.kind !== 'confirm') throw new Error(`not asked to confirm: ${JSON.stringify(outcome)}`);
    return outcome.requestId;
  };
  const names = async (branch: string) =>
    (await readDeclared(core.ctx, PROJECT, { branch }, null))?.parameters.map(({ name }) => name);

  it('a confirmation is the person’s own, and counts once', async () => {
    core.push('success');
    rule(confirmRule);
    const before = triggers();
    const id = asked(await requestRun(core.ctx, core.actor, run));
    expect(triggers()).toBe(before);
    expect(await resume(core.ctx, { ...core.actor, userId: BEN }, id)).toBeNull();
    expect(await resume(core.ctx, { ...core.actor, teamId: 'T0OTHER' }, id)).toBeNull();
    const both = await Promise.all([resume(core.ctx, core.actor, id), resume(core.ctx, core.actor, id)]);
    expect(both.filter((one) => one !== null)).toMatchObject([{ outcome: { kind: 'confirmed' } }]);
    expect(triggers() - before).toBe(1);
  });

  it('a confirmation that is too old, or of values that no longer fit, starts nothing', async () => {
    rule(confirmRule);
    const before = triggers();
    const old = asked(await requestRun(core.ctx, core.actor, run));
    core.clock.aheadMs = 31 * 60_000;
    expect(await resume(core.ctx, core.actor, old)).toBeNull();
    core.clock.aheadMs = 0;
    const id = asked(await requestRun(core.ctx, core.actor, run));
    core.circleci.control.setConfig(
      PROJECT,
      'version: 2.1\nparameters:\n  other: { type: string, default: "" }\n',
    );
    core.push('no-workflow');
    core.clock.aheadMs = 5 * 60_000;
    expect(await resume(core.ctx, core.actor, id)).toMatchObject({
      outcome: { kind: 'unfit', problems: [{ name: 'replicas', kind: 'unknown' }] },
    });
    expect(triggers()).toBe(before);
  });

  it('what is not as it was shown is asked again', async () => {
    rule(confirmRule);
    core.push('success');
    const outcome = await requestRun(core.ctx, core.actor, run);
    expect(outcome).toMatchObject({
      shown: { action: 'run', branch: 'main', identity: 'shared', values: [['replicas', '2']] },
    });
    // As if another value stood in the row: what was confirmed is what was shown.
    const id = asked(outcome);
    const row = await core.ctx.db
      .selectFrom('pending_requests')
      .select('wanted')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const wanted = JSON.stringify(row.wanted).replace('"replicas":2', '"replicas":9');
    await core.ctx.db.updateTable('pending_requests').set({ wanted }).where('id', '=', id).execute();
    const before = triggers();
    expect(await resume(core.ctx, core.actor, id)).toMatchObject({
      outcome: { kind: 'confirm', shown: { values: [['replicas', '9']] } },
    });
    expect(triggers()).toBe(before);
  });

  it('the parameters of a setup workflow are those of its setup configuration', async () => {
    const text = (name: string) => `version: 2.1\nparameters:\n  ${name}: { type: string, default: "" }\n`;
    core.circleci.control.setConfig(PROJECT, text('continued'), `setup: true\n${text('first')}`);
    core.push('no-workflow');
    expect(await names('main')).toEqual(['first']);
  });

  it('a configuration that cannot be read makes the one before it count', async () => {
    core.circleci.control.setConfig(
      PROJECT,
      'version: 2.1\nparameters:\n  good: { type: string, default: "" }\n',
    );
    core.push('no-workflow');
    core.circleci.control.setConfig(PROJECT, '{{{');
    core.push('no-workflow');
    expect(await names('main')).toEqual(['good']);
    const elsewhere = await readDeclared(core.ctx, PROJECT, { branch: 'nothing/ran-here' }, null);
    expect(elsewhere).toMatchObject({ exact: false, readOn: 'main' });
    expect(await readDeclared(core.ctx, 'gh/acme/not-there', null, null)).toBeNull();
  });

  it('of several definitions only pipelines of the same say what is declared', async () => {
    const app = core.circleci.projects.find(({ name }) => name === 'mobile-app');
    const slug = String(app?.slug);
    core.circleci.control.push(slug, { scenario: 'no-workflow' });
    core.circleci.control.setDefinition(slug, 'nightly', true);
    const usual = await chooseDefinition(core.ctx, slug, 'build');
    const nightly = await chooseDefinition(core.ctx, slug, 'NIGHTLY');
    if (!usual.ok || !nightly.ok) throw new Error('the definitions are not there');
    expect(await chooseDefinition(core.ctx, slug, null)).toEqual({ ok: false, names: ['build', 'nightly'] });
    const declared = (id: string | null) => readDeclared(core.ctx, slug, null, id);
    expect(await declared(usual.definitionId)).toMatchObject({ exact: true });
    expect(await declared(nightly.definitionId)).toMatchObject({ exact: false });
    core.circleci.control.setDefinition(slug, 'nightly', false);
    expect(await chooseDefinition(core.ctx, slug, null)).toMatchObject({ ok: true, amongOthers: false });
  });

  const target = async (component: string, environment: string, version: string) => {
    const project = await deployProject(core.ctx, PROJECT);
    const found = (await listComponents(core.ctx, project)).find(({ name }) => name === component);
    const place = (await listEnvironments(core.ctx, project)).find(({ name }) => name === environment);
    const { live } = placeIn(await listVersions(core.ctx, String(found?.id)), String(place?.id));
    return {
      projectSlug: PROJECT,
      componentId: String(found?.id),
      environmentId: String(place?.id),
      target: version,
      current: String(live?.name),
    };
  };
  const rollbacks = () => posts(/\/rollback$/);

  it('a version tells its commit and who made it', async () => {
    const pipelineId = core.push('success');
    const where = { component: 'storefront', environment: 'staging' };
    core.circleci.control.deploy(PROJECT, { ...where, version: 'one', pipelineId });
    core.circleci.control.deploy(PROJECT, { ...where, version: 'two', pipelineId });
    const facts = await rollbackFacts(core.ctx, { projectSlug: PROJECT, ...where });
    expect(facts).toMatchObject({ live: { name: 'two' }, versions: [{ name: 'one' }, {}, {}, {}] });
    expect(facts.versions[0]?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(facts.versions[0]?.by).toBeTypeOf('string');
  });

  it('two rollbacks of one component in one place at the same time are one', async () => {
    const wanted = await target('storefront', 'production', '2.3.1');
    const before = rollbacks();
    const ben = { ...core.actor, userId: BEN };
    const outcomes = await Promise.all([
      requestRollback(core.ctx, core.actor, wanted),
      requestRollback(core.ctx, ben, wanted),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['already', 'confirmed']);
    expect(rollbacks() - before).toBe(1);
    await core.circleci.control.settle();
    // What was shown as live is not any more.
    expect(await requestRollback(core.ctx, core.actor, wanted)).toMatchObject({
      kind: 'already',
      status: '2.3.1',
    });
    expect(rollbacks() - before).toBe(1);
  });

  it('what does not belong together is gone', async () => {
    const good = await target('storefront', 'production', '2.3.0');
    const other = await target('mailer', 'production', '30');
    for (const wrong of [
      { ...good, target: 'nothing' },
      { ...good, componentId: '11111111-2222-4333-8444-555555555555' },
      { ...good, environmentId: '11111111-2222-4333-8444-555555555555' },
      { ...good, projectSlug: 'gh/acme/payments-api', componentId: other.componentId },
    ]) {
      expect(await requestRollback(core.ctx, core.actor, wrong)).toMatchObject({ kind: 'gone' });
    }
  });

  it('an agent’s rollback is done when its version is live, also for whoever takes it over', async () => {
    const wanted = await target('mailer', 'production', '30');
    const { componentId, environmentId, current } = wanted;
    const { id: projectId } = await deployProject(core.ctx, PROJECT);
    const detail = {
      ...{ projectId, componentId, component: 'mailer', environmentId, environment: 'production' },
      ...{ namespace: 'default', current, target: '30' },
    };
    const action = {
      kind: 'rollback' as const,
      projectSlug: PROJECT,
      pipelineId: null,
      workflowId: null,
      jobId: null,
    };
    const begun = await beginAction(
      core.ctx,
      core.actor,
      { ...action, detail },
      { as: 'shared', rule: null },
    );
    if (begun === null) throw new Error('another one is under way');
    // The process died after the call: it is never made again.
    await noteCall(core.ctx.db, begun, core.ctx.now());
    await fetch(`${core.circleci.url}/api/v2/projects/${projectId}/rollback`, {
      method: 'POST',
      headers: { 'circle-token': core.circleci.token, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ component_name: 'mailer', environment_name: 'production' },
        ...{ current_version: current, target_version: '30' },
      }),
    });
    const before = rollbacks();
    await core.circleci.control.settle();
    const left = await loadAction(core.ctx.db, begun.id);
    if (left === null) throw new Error('the action is gone');
    expect(await perform(core.ctx, left, rollbackDeed)).toMatchObject({ kind: 'live', version: '30' });
    expect((await loadAction(core.ctx.db, begun.id))?.state).toBe('confirmed');
    expect(rollbacks()).toBe(before);
  });
});
