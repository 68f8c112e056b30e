import type { SlackHandlers } from '../slack/handlers.ts';
import { urgently } from '../storage/urgency.ts';

/** Somebody waits for what they ask in Slack: it goes before what nobody waits for, see `storage/urgency.ts`. */
export function urgent(handlers: SlackHandlers): SlackHandlers {
  return {
    ...handlers,
    command: (command) => urgently(() => handlers.command(command)),
    action: (action) => urgently(() => handlers.action(action)),
    suggest: (request) => urgently(() => handlers.suggest(request)),
    homeOpened: (event) => urgently(() => handlers.homeOpened(event)),
    async submit(view) {
      const { answer, after } = await urgently(() => handlers.submit(view));
      return after === undefined ? { answer } : { answer, after: () => urgently(after) };
    },
  };
}
