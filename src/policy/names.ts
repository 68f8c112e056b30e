import type { Policy } from '../domain/policy.ts';

/**
 * @returns true when a rule that allows something names this very person. Guests, bots and people of other workspaces
 *   are let in only then; what they may do, the rules decide like everybody's.
 */
export function isNamed(
  policy: Policy | null,
  homeTeamId: string,
  { teamId, userId }: { readonly teamId: string; readonly userId: string },
): boolean {
  const forms = [`${teamId}:${userId}`, ...(teamId === homeTeamId ? [userId] : [])];
  const rules = policy?.rules ?? [];
  return rules.some(
    ({ effect, who }) => effect === 'allow' && who.users.some((user) => forms.includes(user)),
  );
}
