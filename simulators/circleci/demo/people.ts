import { uuidV3 } from '../identity.ts';
import type { Person } from '../model.ts';

/** Invented people of an invented company. */
export const people = {
  mika: person('mtanaka', 'Mika Tanaka'),
  sam: person('sokafor', 'Sam Okafor'),
  lena: person('lnovak', 'Lena Novak'),
} as const;

function person(login: string, name: string): Person {
  return { id: uuidV3(`person ${login}`), login, name, email: `${login}@acme.example` };
}
