/** @returns true for a channel's id; a direct message has one too, where there is nobody else to tell */
export function isChannel(id: string): boolean {
  return /^[CG][A-Z0-9]+$/.test(id);
}
