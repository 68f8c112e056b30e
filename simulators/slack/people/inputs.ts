import { z } from 'zod';

const id = z.string().min(1).max(300);
const elementState = z.looseObject({ type: z.string().max(100) });
const viewState = z.record(z.string(), z.record(z.string(), elementState));
const place = {
  channel: id.optional(),
  ts: id.optional(),
  viewId: id.optional(),
  blockId: id,
  actionId: id,
  viewState: viewState.optional(),
};

/** What the page and the driver post, as protocol.ts describes it. */
export const inputs = {
  command: z.object({ user: id, channel: id, command: id, text: z.string().max(12_000) }),
  message: z.object({
    user: id,
    channel: id,
    text: z.string().min(1).max(12_000),
    threadTs: id.optional(),
  }),
  click: z.object({ user: id, ...place, state: elementState.optional() }),
  options: z.object({ user: id, ...place, value: z.string().max(1000) }),
  submit: z.object({ user: id, viewId: id, viewState }),
  closeView: z.object({ user: id, viewId: id }),
  openHome: z.object({ user: id }),
};

export type Input<K extends keyof typeof inputs> = z.output<(typeof inputs)[K]>;
