import type { cards as en } from '../en/cards.ts';

export const cards: typeof en = {};
