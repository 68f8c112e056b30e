import { renderApprovals } from '../views/approvals-list.ts';
import { approvalsFor } from '../waiting/mine.ts';
import type { ClickHandler } from './interaction.ts';

/** Refresh, on the list of what waits for a person. App Home is drawn anew after every click in it. */
export const approvalsRefresh: ClickHandler = async (ctx, actor, { view }) => {
  if (view?.isHome === true) return undefined;
  return { ...renderApprovals(await approvalsFor(ctx, actor), actor.locale), replaceOriginal: true };
};
