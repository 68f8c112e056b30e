import { cards } from './cards.ts';
import { commands } from './commands.ts';
import { interactions } from './interactions.ts';
import { outcomes } from './outcomes.ts';

/** One file per area. Values are strings or functions of what they name; they return mrkdwn-safe text. */
export const en = { cards, commands, interactions, outcomes };
