import type { Settings } from '../defaults.ts';
import type { ClientUser } from '../protocol.ts';

export interface User extends ClientUser {
  readonly teamId: string;
  readonly isGuest: boolean;
  readonly email: string | null;
  /** True once they left the workspace. */
  isDeleted: boolean;
}

const COLORS = ['#5b3cc4', '#0b7a55', '#b4462f', '#1d6fb8', '#8a5a00', '#a02c72'];

/** The workspace's people by id. */
export function createPeople(settings: Settings): ReadonlyMap<string, User> {
  return new Map(
    settings.users.map((user, index) => [
      user.id,
      {
        id: user.id,
        name: user.name,
        realName: user.realName,
        locale: user.locale ?? 'en-US',
        color: user.color ?? COLORS[index % COLORS.length] ?? '#555555',
        teamId: user.teamId ?? settings.team.id,
        isGuest: user.isGuest ?? false,
        email: user.email ?? null,
        isDeleted: false,
      },
    ]),
  );
}
