import type { Context } from '../context.ts';
import { renderApprovals } from '../views/approvals-list.ts';
import { approvalsFor } from '../waiting/mine.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseNothing } from './single-word.ts';

/** All that waits for whoever asks, in private. */
export const approvals = command({
  name: 'approvals',
  parse: parseNothing,
  run: async (ctx: Context, { actor }: Invocation): Promise<Reply> =>
    renderApprovals(await approvalsFor(ctx, actor), actor.locale),
});
