import type { ActionResult } from '../protocol.ts';
import { presentView } from '../web-api/present.ts';
import { type Desk, findUser } from './desk.ts';
import type { Input } from './inputs.ts';

/** The Home tab is opened. Source: Slack docs, app_home_opened: the current view comes along if there is one. */
export function openHome({ world, events }: Desk, input: Input<'openHome'>): ActionResult {
  const user = findUser(world, input.user);
  const home = world.views.home(user.id);
  events.emit({
    type: 'app_home_opened',
    user: user.id,
    channel: world.channels.direct(user.id).id,
    event_ts: world.nextTs(),
    tab: 'home',
    ...(home ? { view: presentView(world, home) } : {}),
  });
  return { ok: true };
}
