import type { interactions as en } from '../en/interactions.ts';

export const interactions: typeof en = {};
