import { isJson, type Json, text } from '../json.ts';
import type { Block, ClientView } from '../protocol.ts';
import { hex, slackId } from './ids.ts';
import { withIds } from './with-ids.ts';

/** A modal or a Home tab that exists. `source` is the view as the bot sent it, its blocks with ids. */
export interface View {
  readonly id: string;
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly userId: string;
  readonly source: Json;
  readonly blocks: readonly Block[];
  readonly rootId: string;
  readonly previousId: string | null;
}

export const MAX_STACK = 3;

export interface Views {
  /** This person's open modals, the bottom one first; never changed in place. */
  stack(userId: string): readonly View[];
  setStack(userId: string, stack: readonly View[]): void;
  home(userId: string): View | null;
  setHome(view: View): void;
  findById(id: string): View | undefined;
  findByExternalId(externalId: string): View | undefined;
  /** Puts the view in the place of the one with its id, whether modal or home. */
  replace(view: View): void;
}

/** Who has which modals open, and everyone's Home tab. */
export function createViews(): Views {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  const stack = (userId: string) => stacks.get(userId) ?? [];
  return {
    stack,
    setStack: (userId, views) => void stacks.set(userId, views),
    home: (userId) => homes.get(userId) ?? null,
    setHome: (view) => void homes.set(view.userId, view),
    findById: (id) => all().find((view) => view.id === id),
    findByExternalId: (externalId) =>
      externalId === '' ? undefined : all().find((view) => view.source.external_id === externalId),
    replace(view) {
      if (view.type === 'home') homes.set(view.userId, view);
      else
        stacks.set(
          view.userId,
          stack(view.userId).map((one) => (one.id === view.id ? view : one)),
        );
    },
  };
}

/** A view that did not exist before. `below` is the one it is pushed onto. */
export function newView(source: Json, userId: string, now: number, below: View | null): View {
  const id = slackId('V');
  return {
    id,
    hash: viewHash(now),
    type: source.type === 'home' ? 'home' : 'modal',
    userId,
    ...withBlocks(source),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
  };
}

/** The same view with new contents and a new hash. */
export function changedView(view: View, source: Json, now: number): View {
  return { ...view, hash: viewHash(now), ...withBlocks(source) };
}

function withBlocks(source: Json): { source: Json; blocks: readonly Block[] } {
  const blocks = withIds(source.blocks);
  return { source: { ...source, blocks }, blocks };
}

function viewHash(now: number): string {
  return `${Math.floor(now / 1000)}.${hex(4)}`;
}

/** The view as the page shows it. */
export function toClientView(view: View): ClientView {
  const plain = (field: unknown) => (isJson(field) ? text(field.text) : null);
  return {
    id: view.id,
    hash: view.hash,
    type: view.type,
    callbackId: text(view.source.callback_id),
    title: plain(view.source.title) ?? '',
    submit: plain(view.source.submit),
    close: plain(view.source.close),
    blocks: view.blocks,
  };
}
