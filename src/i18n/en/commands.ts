/** Placeholder replaced by its owner. */
export const commands = {};
