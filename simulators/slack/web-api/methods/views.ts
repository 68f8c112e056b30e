import { type Json, text } from '../../json.ts';
import { openModal, publishHome, pushModal, updateView } from '../../world/modals.ts';
import type { View } from '../../world/views.ts';
import type { World } from '../../world/world.ts';
import { type Method, may, need } from '../method.ts';
import { presentView } from '../present.ts';
import { SlackError } from '../slack-error.ts';
import { readView } from '../view-source.ts';

const row = { limit: 'tier4', token: 'bot', scopes: [] } as const;

/** Source: Slack docs, views.open. */
export const open: Method = {
  ...row,
  arguments: { trigger_id: need('string'), view: need('json') },
  run(world, args) {
    const source = readView(world, args.view, 'modal', null);
    return { view: presentView(world, openModal(world, exchange(world, args), source)) };
  },
};

/** Source: Slack docs, views.push: at most three views in a stack. */
export const push: Method = {
  ...row,
  arguments: { trigger_id: need('string'), view: need('json') },
  run(world, args) {
    const source = readView(world, args.view, 'modal', null);
    const view = pushModal(world, exchange(world, args), source);
    if (!view) throw new SlackError('push_limit_reached');
    return { view: presentView(world, view) };
  },
};

/** Source: Slack docs, views.update: `hash` guards against overwriting a newer state. */
export const update: Method = {
  ...row,
  arguments: {
    view_id: may('string'),
    external_id: may('string'),
    view: need('json'),
    hash: may('string'),
  },
  run(world, args) {
    const view =
      args.view_id === undefined
        ? world.views.findByExternalId(text(args.external_id))
        : world.views.findById(text(args.view_id));
    if (!view) throw new SlackError('not_found');
    const source = readView(world, args.view, view.type, view.id);
    checkHash(view, args);
    return { view: presentView(world, updateView(world, view, source)) };
  },
};

/** Source: Slack docs, views.publish. */
export const publish: Method = {
  ...row,
  arguments: { user_id: need('string'), view: need('json'), hash: may('string') },
  run(world, args) {
    const userId = text(args.user_id);
    if (!world.people.has(userId)) throw new SlackError('user_not_found');
    const existing = world.views.home(userId);
    const source = readView(world, args.view, 'home', existing?.id ?? null);
    checkHash(existing, args);
    return { view: presentView(world, publishHome(world, userId, source)) };
  },
};

function exchange(world: World, args: Json): string {
  const result = world.triggers.exchange(text(args.trigger_id));
  if ('error' in result) throw new SlackError(result.error);
  return result.userId;
}

function checkHash(view: View | null, args: Json): void {
  if (args.hash !== undefined && args.hash !== view?.hash) throw new SlackError('hash_conflict');
}
