import type { ClickHandler } from './interaction.ts';
import { askReason } from './reason-form.ts';

/** Reject on a card, or in the private list that `/circleci reject` answers with: first of all a form asks why. */
export const reject: ClickHandler = (ctx, actor, click) => askReason(ctx, actor, 'reject', click);
