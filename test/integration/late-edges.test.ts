import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { cardsFollow } from '../../src/notifications/follow.ts';
import { mergeIntoStore } from '../../src/pipelines/store.ts';
import { saveProject } from '../../src/projects/save.ts';
import { createQueue } from '../../src/storage/queue.ts';
import { USUAL } from '../../src/subscriptions/subscription.ts';
import { subscribe } from '../../src/subscriptions/subscriptions.ts';
import { createLogger } from '../../src/telemetry/log.ts';
import { complete } from '../support/config.ts';
import { describeWithDatabase } from '../support/database.ts';

const PROJECT = 'gh/acme/web';

describeWithDatabase('edges whose events come out of order', (databases) => {
  async function start() {
    const storage = await databases.storage();
    const queue = createQueue(storage, createLogger('silent'));
    await queue.start();
    const ctx = { config: readConfig(complete), queue, db: storage.db, now: () => new Date() };
    await saveProject(ctx, ctx.db, { slug: PROJECT, id: null, name: null });
    /** Tells the bot how a pipeline ended that was created so many minutes from now. */
    const tell = (minute: number, status: string, branch = 'dev') =>
      ctx.db.transaction().execute(async (tx) => {
        await mergeIntoStore(tx, record(minute, status, branch));
        await cardsFollow(ctx, tx, `p-${minute}`);
      });
    const cards = async () => {
      const rows = await ctx.db.selectFrom('cards').select(['pipeline_id', 'channel_id']).execute();
      return rows.map((row) => `${row.channel_id} ${row.pipeline_id}`).sort();
    };
    return { ...ctx, tell, cards };
  }

  const orders = [
    [1, 2, 3],
    [3, 2, 1],
    [2, 3, 1],
    [2, 1, 3],
  ];
  it.each(orders)('a failure, a success and a success, told as %d, %d, %d', async (...order) => {
    const { tell, cards, queue, ...ctx } = await start();
    const filter = { ...USUAL, project: 'gh/acme/*', outcomes: ['fixed'] as const };
    await subscribe({ ...ctx, queue }, { userId: 'U1' }, 'C1', filter);
    const statuses: Record<number, string> = { 1: 'failed', 2: 'success', 3: 'success' };
    for (const minute of order) await tell(minute, statuses[minute] ?? '');
    // Told before the failure was known, the success after it cannot have been taken for fixed wrongly.
    expect(await cards()).toEqual(['C1 p-2']);
    for (const minute of order) await tell(minute, statuses[minute] ?? '');
    expect(await cards()).toEqual(['C1 p-2']);
    await queue.stop(100);
  });

  it('nothing that ended before anyone subscribed gets a card for it', async () => {
    const { tell, cards, queue, ...ctx } = await start();
    await tell(-5, 'success');
    await subscribe({ ...ctx, queue }, { userId: 'U1' }, 'C1', {
      ...USUAL,
      project: PROJECT,
      outcomes: ['fixed', 'broken'],
    });
    await tell(-9, 'failed', 'other');
    await tell(-6, 'failed');
    expect(await cards()).toEqual(['C1 p--6', 'C1 p--9']);
    await queue.stop(100);
  });
});

function record(minute: number, status: string, branch: string) {
  const createdAt = new Date(Date.now() + minute * 60_000).toISOString();
  const facts = { number: minute + 100, branch, tag: null, revision: null, repositoryUrl: null };
  return {
    pipeline: {
      ...facts,
      ...{ id: `p-${minute}`, projectSlug: PROJECT, commitSubject: null, commitAuthor: null },
      ...{ triggerType: 'webhook', triggerActor: null, startedBy: null, state: 'created', problems: [] },
      createdAt,
      observedAt: null,
    },
    workflows: [
      {
        ...{ id: `w-${minute}`, name: 'build', status, createdAt, stoppedAt: createdAt },
        ...{ jobsComplete: false, isSetup: false, observedAt: createdAt, jobs: [] },
      },
    ],
  };
}
