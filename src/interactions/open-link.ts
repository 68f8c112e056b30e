import type { ClickHandler } from './interaction.ts';

/** A link button opens its address by itself and sends an action all the same; acknowledging it is enough. */
export const openLink: ClickHandler = async () => undefined;
