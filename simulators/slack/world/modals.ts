import type { Json } from '../json.ts';
import { changedView, MAX_STACK, newView, toClientView, type View } from './views.ts';
import type { World } from './world.ts';

/** Opens a modal; whatever this person had open is closed. */
export function openModal(world: World, userId: string, source: Json): View {
  closeAll(world, userId);
  return put(world, userId, source);
}

/** @returns the view, or null when three are open already. Source: Slack docs, views.push. */
export function pushModal(world: World, userId: string, source: Json): View | null {
  return world.views.stack(userId).length >= MAX_STACK ? null : put(world, userId, source);
}

/** New contents for a modal or a Home tab. */
export function updateView(world: World, view: View, source: Json): View {
  const changed = changedView(view, source, world.settings.clock.now());
  world.views.replace(changed);
  const type = view.type === 'home' ? 'home' : 'view_updated';
  world.audience.tell([view.userId], { type, view: toClientView(changed) });
  return changed;
}

/** Closes a modal and whatever lies above it; nothing when it is closed already. */
export function closeModal(world: World, view: View): void {
  const stack = world.views.stack(view.userId);
  const index = stack.findIndex((one) => one.id === view.id);
  if (index < 0) return;
  world.views.setStack(view.userId, stack.slice(0, index));
  world.audience.tell([view.userId], { type: 'view_closed', viewId: view.id, all: index === 0 });
}

/** Closes all of this person's modals. */
export function closeAll(world: World, userId: string): void {
  const [bottom] = world.views.stack(userId);
  if (bottom) closeModal(world, bottom);
}

/** Sets a person's Home tab; the same view with new contents when there was one. */
export function publishHome(world: World, userId: string, source: Json): View {
  const existing = world.views.home(userId);
  if (existing) return updateView(world, existing, source);
  const view = newView(source, userId, world.settings.clock.now(), null);
  world.views.setHome(view);
  world.audience.tell([userId], { type: 'home', view: toClientView(view) });
  return view;
}

function put(world: World, userId: string, source: Json): View {
  const stack = world.views.stack(userId);
  const view = newView(source, userId, world.settings.clock.now(), stack.at(-1) ?? null);
  world.views.setStack(userId, [...stack, view]);
  world.audience.tell([userId], { type: 'view_opened', view: toClientView(view) });
  return view;
}
