/** Placeholder replaced by its owner. */
export const cards = {};
