import { shareWholeLog } from '../failures/whole-log.ts';
import { messages } from '../i18n/index.ts';
import { decodeTarget } from '../views/action-ids.ts';
import type { ClickHandler } from './interaction.ts';

/** Whole log, on the explanation in a card's thread: the file itself is the answer, anything else is told. */
export const failureLog: ClickHandler = async (ctx, actor, { value, channelId }) => {
  const { interactions, failures } = messages(actor.locale);
  const target = decodeTarget(value);
  if (target === null || target.jobId === null || channelId === null) {
    return { text: interactions.buttonTooOld };
  }
  const outcome = await shareWholeLog(ctx, { ...target, jobId: target.jobId, channelId });
  return outcome === 'shared' ? undefined : { text: failures.logOutcome[outcome] };
};
