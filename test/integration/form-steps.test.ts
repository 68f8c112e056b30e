import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tidyJob } from '../../src/jobs/tidy.ts';
import { findForm, openForm, redrawForm } from '../../src/launch/forms.ts';
import { BEN } from '../support/bot.ts';
import { describeWithDatabase } from '../support/database.ts';
import { type Core, openCore } from './support/core.ts';

const DATA = '{"c":"C0DEPLOYS1","r":null}';

describeWithDatabase('what an open form is about', (databases) => {
  let core: Core;
  const sent: string[] = [];
  beforeAll(async () => {
    core = await openCore(databases);
  });
  afterAll(() => core.close());

  const ctx = () => {
    const keep = (view: ModalView | object) => {
      sent.push('private_metadata' in view ? String(view.private_metadata) : '');
      return { id: 'V1', hash: '1.a' };
    };
    const slack = {
      ...core.ctx.slack,
      openView: async (_trigger: string, view: object) => keep(view),
      updateView: async (_id: string, _hash: string | null, view: object) => keep(view),
    };
    return { ...core.ctx, slack };
  };
  const view = {
    type: 'modal',
    callback_id: 'a.form',
    private_metadata: DATA,
    blocks: [],
  } as object as ModalView;
  const find = (metadata: string, callbackId = 'a.form', actor = core.actor) =>
    findForm(core.ctx, actor, { callbackId, metadata });
  const stored = async () => (await core.ctx.db.selectFrom('forms').select('id').execute()).length;

  it('is given back by its id, to its owner only, also in the state before', async () => {
    await openForm(ctx(), core.actor, 'a-trigger', async () => ({ form: view }));
    await redrawForm(ctx(), core.actor, { id: 'V1', hash: '1.a' }, { ...view, private_metadata: '{}' });
    const [first = '', second = ''] = sent;
    expect(first).not.toBe(second);
    expect([await find(first), await find(second)]).toEqual([DATA, '{}']);
    expect(await find(first, 'another.form')).toBeNull();
    expect(await find(first, 'a.form', { ...core.actor, userId: BEN })).toBeNull();
    expect(await find(first, 'a.form', { ...core.actor, teamId: 'T0ELSEWHERE' })).toBeNull();
    for (const forged of [DATA, '', `${first} `, first.toUpperCase().padEnd(33, '0'), '%', '\u0000']) {
      expect(await find(forged)).toBeNull();
    }
  });

  it('is removed by the tidy job when it is too old', async () => {
    expect(await stored()).toBe(2);
    core.clock.aheadMs = 23 * 3_600_000;
    await tidyJob.run(core.ctx, {});
    expect(await stored()).toBe(2);
    core.clock.aheadMs = 25 * 3_600_000;
    expect(await find(sent[0] ?? '')).toBeNull();
    await tidyJob.run(core.ctx, {});
    expect(await stored()).toBe(0);
  });
});
