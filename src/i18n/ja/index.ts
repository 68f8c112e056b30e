import type { en } from '../en/index.ts';
import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { interactions } from './interactions.ts';
import { outcomes } from './outcomes.ts';

/** The same keys as `en`, or it does not compile. */
export const ja: typeof en = { cards, commands, interactions, outcomes };
