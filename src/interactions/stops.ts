import { messages } from '../i18n/index.ts';
import { callOff, confirmStop as confirmAsked } from '../stops/confirm-stop.ts';
import { decodeId } from '../views/action-ids.ts';
import { mention } from '../views/mrkdwn.ts';
import type { ClickHandler } from './interaction.ts';

/** Confirm, on the message about an emergency stop. */
export const confirmStop: ClickHandler = async (ctx, actor, { value }) => {
  const { stops } = messages(actor.locale);
  const stopId = decodeId(value);
  if (stopId === null) return { text: stops.over };
  const confirmed = await confirmAsked(ctx, actor, stopId);
  switch (confirmed.kind) {
    case 'first':
      return { text: stops.firstNoted };
    case 'second':
      return { text: stops.secondNoted };
    case 'same':
      return { text: stops.sameAgain };
    case 'over':
      return { text: stops.over };
    case 'first-no-longer':
      return { text: stops.firstNoLonger(mention(confirmed.who)) };
    case 'denied':
      return { text: confirmed.text };
  }
};

/** Call it off, beside it. */
export const callOffStop: ClickHandler = async (ctx, actor, { value }) => {
  const { stops } = messages(actor.locale);
  const stopId = decodeId(value);
  const done = stopId === null ? ({ kind: 'over' } as const) : await callOff(ctx, actor, stopId);
  switch (done.kind) {
    case 'called-off':
      return { text: stops.calledOffByYou };
    case 'over':
      return { text: stops.over };
    case 'denied':
      return { text: done.text };
  }
};
