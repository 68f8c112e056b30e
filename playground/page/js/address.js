/**
 * Who looks at what, kept in the address, so that a reload stays there and two tabs can be two people.
 * @typedef {{ user: string, place: string }} Address
 */

/** @returns {Address} empty strings where the address says nothing */
export function readAddress() {
  const [user = '', place = ''] = location.hash.replace(/^#/, '').split('/');
  return { user: decode(user), place: decode(place) };
}

/** @param {Address} address */
export function writeAddress({ user, place }) {
  const hash = `#${encodeURIComponent(user)}/${encodeURIComponent(place)}`;
  if (location.hash !== hash) history.replaceState(null, '', hash);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
