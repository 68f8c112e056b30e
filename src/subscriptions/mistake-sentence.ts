import { type Mistake, plainStatement } from '../views/help-mistake.ts';

/** @returns what commands say of a mistake, for whoever writes a file: `key: value`, and nothing was about to change */
export function mistakeSentence(mistake: Mistake): string {
  const nearest = 'nearest' in mistake ? (mistake.nearest ?? []) : [];
  const said = plainStatement(mistake, 'en')
    .replace(/ Nothing was changed\.$/, '')
    .replaceAll(/\b(quiet|digest|budget|urgent|remind|escalate|expire)=/g, '$1: ');
  const near = nearest.map((one) => `“${one.replace(/^\w+=/, '')}”`);
  return near.length === 0 ? said : `${said} Did you mean ${near.join(' or ')}?`;
}
