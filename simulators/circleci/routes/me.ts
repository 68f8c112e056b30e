import { found, ok } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { Person } from '../model.ts';

export const meRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v2/me', handle: (_, { user }) => ok(personView(user)) },
  {
    method: 'GET',
    path: '/api/v2/me/collaborations',
    handle: ({ world, strangers }, { user }) => {
      if (strangers.has(user.id)) return ok([]);
      const organizations = new Map(world.projects.map((project) => [project.organization.slug, project]));
      return ok(
        [...organizations.values()].map(({ organization, provider }) => ({
          id: organization.id,
          'vcs-type': {
            github: 'github',
            bitbucket: 'bitbucket',
            github_app: 'circleci',
            gitlab: 'circleci',
          }[provider],
          name: organization.name,
          avatar_url: '',
          slug: organization.slug,
        })),
      );
    },
  },
  {
    method: 'GET',
    path: '/api/v2/user/:id',
    handle: ({ world }, { params }) =>
      ok(personView(found(world.findPerson(params.id ?? ''), 'User does not exist.'))),
  },
];

function personView(person: Person): Record<string, unknown> {
  return { avatar_url: null, id: person.id, login: person.login, name: person.name };
}
