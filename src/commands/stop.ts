import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { requestStop } from '../stops/request-stop.ts';
import { isMistake } from '../views/help-mistake.ts';
import { lockPlace } from '../views/lock-text.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { scopeMeant } from './lock-scope.ts';
import { parseStop, type ScopeWord } from './lock-words.ts';

export const stop = command({ name: 'stop', parse: parseStop, run: askToStop });

async function askToStop(
  ctx: Context,
  { actor }: Invocation,
  { scope, reason }: { readonly scope: ScopeWord | null; readonly reason: string | null },
): Promise<Reply> {
  const { stops, locks } = messages(actor.locale);
  if (scope === null) return { text: stops.projectMissing };
  const meant = await scopeMeant(ctx, scope, actor.channelId);
  if (meant === 'tag') return { text: locks.noTags };
  if (isMistake(meant)) return meant;
  const requested = await requestStop(ctx, actor, meant, reason);
  switch (requested.kind) {
    case 'shown':
      return { text: stops.posted };
    case 'nothing-runs':
      return { text: stops.nothingRuns(lockPlace(meant, actor.locale)) };
    case 'going-on':
      return { text: stops.goingOn(lockPlace(meant, actor.locale)) };
    case 'needs-channel':
      return { text: stops.needsChannel };
    case 'cannot-post':
      return { text: stops.cannotPost };
    case 'denied':
      return { text: requested.text };
  }
}
