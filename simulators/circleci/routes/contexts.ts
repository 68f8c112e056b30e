import { restrictionsOf } from '../contexts.ts';
import { found, ok, Refusal } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { iso } from '../times.ts';
import { onePage, page } from '../views/page.ts';

/** When every context was made. */
const CREATED_AT = Date.UTC(2026, 0, 5);

/** Contexts and their restrictions; values are never given out, so there are none. */
export const contextRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/v2/context',
    query: ['owner-id', 'owner-slug', 'owner-type', 'page-token'],
    handle: ({ world }, { query }) => {
      const [id, slug] = [query.get('owner-id'), query.get('owner-slug')];
      if ((id === null) === (slug === null)) throw new Refusal(400, 'Give an owner-id or an owner-slug.');
      const organizations = world.projects.map(({ organization }) => organization);
      const owner = found(
        organizations.find((one) => one.id === id || one.slug === slug),
        'Organization not found.',
      );
      const own = world.contexts.filter(({ organization }) => organization === owner.slug);
      const { items, next_page_token } = page(own, query.get('page-token'));
      const shown = items.map(({ id, name }) => ({ id, name, created_at: iso(CREATED_AT) }));
      return ok({ items: shown, next_page_token });
    },
  },
  {
    method: 'GET',
    path: '/api/v2/context/:id/restrictions',
    query: ['page-token'],
    handle: ({ world }, { params }) => {
      const context = found(
        world.contexts.find(({ id }) => id === params.id),
        'Context not found.',
      );
      return ok(onePage(restrictionsOf(context, world.projects)));
    },
  },
];
