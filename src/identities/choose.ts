import type { Context } from '../context.ts';
import type { GovernedAction } from '../domain/governed.ts';
import { findLinked, type Linked, type Person } from './store.ts';

/** As whom something is done for a person. */
export type Identity =
  | { readonly kind: 'linked'; readonly linked: Linked }
  | { readonly kind: 'shared' }
  /** They have no token, and the bot's may not be used for it. */
  | { readonly kind: 'none' };

/** Whoever is connected acts as themselves, always; the bot's own token is for the others, where it is allowed. */
export async function chooseIdentity(
  { db, config }: Pick<Context, 'db' | 'config'>,
  person: Person,
  action: GovernedAction,
): Promise<Identity> {
  const linked = await findLinked(db, person);
  if (linked !== null) return { kind: 'linked', linked };
  return config.identities.shared.includes(action) ? { kind: 'shared' } : { kind: 'none' };
}

/** @returns how an action's row and the audit log name it */
export function identityText(identity: Exclude<Identity, { kind: 'none' }>): string {
  return identity.kind === 'shared' ? 'shared' : `linked:${identity.linked.circleciId}`;
}
