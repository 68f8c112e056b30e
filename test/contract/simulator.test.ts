import { describe, expect, it, onTestFinished } from 'vitest';
import { createCircleCiSimulator } from '../../simulators/circleci/index.ts';
import type { CircleCiOptions } from '../../simulators/circleci/options.ts';
import { type CircleCI, collect } from '../../src/api/index.ts';
import { splitSlug } from '../../src/domain/project-slug.ts';
import { errorOf, startClient } from '../unit/api/support/client.ts';

/**
 * The client and the simulated CircleCI share no code; here they have to understand each other, each having been
 * written from CircleCI's documents alone.
 */
async function start(options: CircleCiOptions = {}) {
  const simulator = createCircleCiSimulator({ paused: true, ...options });
  await simulator.start();
  onTestFinished(() => simulator.stop());
  const circleci = startClient(simulator.url, { token: simulator.token, server: options.server === true });
  const [project] = simulator.projects;
  if (project === undefined) throw new Error('the simulator has no project');
  return { simulator, circleci, slug: project.slug };
}

async function jobsOf(circleci: CircleCI, pipelineId: string) {
  const { items } = await circleci.pipelines.listWorkflows({ path: { 'pipeline-id': pipelineId } });
  const [workflow] = items;
  if (workflow === undefined) throw new Error('the pipeline has no workflow');
  const jobs = await circleci.workflows.listJobs({ path: { id: workflow.id } });
  return { workflow, jobs: jobs.items };
}

async function runPipeline(circleci: CircleCI, slug: string): Promise<string> {
  const parts = splitSlug(slug);
  if (parts === null) throw new Error(`${slug} is no slug`);
  const created = await circleci.pipelines.run({
    path: { ...parts },
    body: { checkout: { branch: 'main' }, config: { branch: 'main' } },
  });
  if (!('id' in created)) throw new Error(`nothing was created: ${created.message}`);
  return created.id;
}

describe('the client and the simulated CircleCI', () => {
  it('run a pipeline, find its hold, approve it and see it through', async () => {
    const { simulator, circleci, slug } = await start({ defaultScenario: 'hold' });
    const id = await runPipeline(circleci, slug);
    await simulator.control.settle();
    const { workflow, jobs } = await jobsOf(circleci, id);
    const hold = jobs.find(({ type, status }) => type === 'approval' && status === 'on_hold');
    expect(hold?.approval_request_id).toBe(hold?.id);
    const path = { id: workflow.id, approval_request_id: hold?.id ?? '' };
    expect((await circleci.workflows.approve({ path })).message).toBeTypeOf('string');
    await simulator.control.settle();
    expect((await circleci.workflows.get({ path: { id: workflow.id } })).status).toBe('success');
    expect((await errorOf(circleci.workflows.approve({ path }))).outcomeUnknown).toBe(false);
  });

  it('read what a failed step printed, on Cloud and on Server', async () => {
    for (const server of [false, true]) {
      const { simulator, circleci, slug } = await start({ defaultScenario: 'failure', server });
      const id = await runPipeline(circleci, slug);
      await simulator.control.settle();
      const { workflow, jobs } = await jobsOf(circleci, id);
      expect(workflow.status).toBe('failed');
      const failed = jobs.find(({ status }) => status === 'failed');
      const job = { projectSlug: slug, jobNumber: failed?.job_number ?? 0, jobId: failed?.id ?? '' };
      const output = await circleci.jobs.stepOutput(job);
      expect(output.source).toBe(server ? 'v1.1' : 'v3');
      expect(output.steps[0]?.text?.length).toBeGreaterThan(10);
      expect(output.steps[0]?.exitCode).not.toBe(0);
    }
  });

  it('cancel and rerun', async () => {
    const { simulator, circleci, slug } = await start({ defaultScenario: 'hold' });
    const id = await runPipeline(circleci, slug);
    await simulator.control.settle();
    const { workflow } = await jobsOf(circleci, id);
    await circleci.workflows.cancel({ path: { id: workflow.id } });
    await simulator.control.settle();
    expect((await circleci.workflows.get({ path: { id: workflow.id } })).status).toBe('canceled');
    const rerun = await circleci.workflows.rerun({ path: { id: workflow.id }, body: { from_failed: false } });
    expect(rerun.workflow_id).not.toBe(workflow.id);
  });

  it('page through a project’s pipelines', async () => {
    const { simulator, circleci, slug } = await start({ defaultScenario: 'success' });
    const pushed = Array.from({ length: 45 }, () => simulator.control.push(slug)?.id);
    const list = circleci.pipelines.listForProject;
    const all = await collect(circleci.paginate(list, { path: { 'project-slug': slug } }, { limit: 1_000 }));
    expect(all.items.map(({ id }) => id)).toEqual(pushed.toReversed());
    const some = await collect(circleci.paginate(list, { path: { 'project-slug': slug } }, { limit: 30 }));
    expect(some).toEqual({ items: all.items.slice(0, 30), stoppedAt: 'limit' });
  });

  it('know who they are, which projects there are and whose token is wrong', async () => {
    const { simulator, circleci, slug } = await start();
    expect((await circleci.users.me()).login).toBe('chatops-bot');
    expect((await circleci.users.collaborations()).length).toBeGreaterThan(0);
    expect((await circleci.projects.get({ path: { 'project-slug': slug } })).slug).toBe(slug);
    const stranger = startClient(simulator.url, { token: 'a-wrong-token' });
    expect((await errorOf(stranger.users.me())).code).toBe('unauthorized');
    const nowhere = circleci.projects.get({ path: { 'project-slug': 'gh/acme/nowhere' } });
    expect((await errorOf(nowhere)).code).toBe('not_found');
  });

  it('register a webhook', async () => {
    const { circleci, slug } = await start();
    const project = await circleci.projects.get({ path: { 'project-slug': slug } });
    const scope = { id: project.id, type: 'project' as const };
    const hook = await circleci.webhooks.create({
      body: {
        name: 'chatops',
        url: 'https://bot.example.test/webhooks/circleci',
        events: ['workflow-completed', 'job-completed'],
        scope,
        'verify-tls': true,
        'signing-secret': 'a-long-secret',
      },
    });
    expect(hook.signing_secret).not.toContain('a-long-secret');
    const { items } = await circleci.webhooks.list({
      query: { 'scope-id': project.id, 'scope-type': 'project' },
    });
    expect(items.map(({ id }) => id)).toContain(hook.id);
    await circleci.webhooks.delete({ path: { 'webhook-id': hook.id } });
  });
});
