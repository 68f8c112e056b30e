import { nearest } from '../domain/nearest.ts';

/**
 * @param text as people write it: `asia/tokyo`, `UTC`
 * @returns the zone's name in the IANA database, or the names that were probably meant
 */
export function readZone(text: string): { readonly zone: string } | { readonly nearest: readonly string[] } {
  // Offsets such as +09:00 are none: they know nothing of summer time, and people who write one mean a place.
  if (/^[A-Za-z][\w/+-]{0,63}$/.test(text)) {
    try {
      return { zone: new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return { nearest: nearZones(text) };
}

/** By the whole name, or by the place alone: `Tokio`, `berlin`. */
function nearZones(text: string): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  const place = (zone: string) => zone.split('/').at(-1) ?? zone;
  const [byName] = nearest(text, zones);
  if (byName !== undefined) return [byName];
  const [near] = nearest(place(text.replaceAll(' ', '_')), zones.map(place));
  return zones.filter((zone) => place(zone) === near).slice(0, 1);
}
