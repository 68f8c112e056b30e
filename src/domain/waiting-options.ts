import { z } from 'zod';

/** What a subscription says about holds that wait: whom to call when, and when to give up. Times are minutes. */

/** CircleCI ends what waits after 90 days by itself. Source: CircleCI docs, "Using workflows", holding for approval. */
export const HOLDS_LIVE_DAYS = 90;
export const DAY_MINUTES = 1_440;

const minutes = z
  .int()
  .positive()
  .max(HOLDS_LIVE_DAYS * DAY_MINUTES);

export const waitingShape = {
  /** A reply in the card's thread each time a hold has waited so long; ascending. */
  remind: z.array(minutes).max(5).optional(),
  /** Whom to mention, once, when it has waited so long: a user group or a person in Slack. */
  escalate: z.strictObject({ after: minutes, whom: z.string().regex(/^[SUW][A-Z0-9]{2,30}$/) }).optional(),
  /** The bot cancels what has waited so long. */
  expire: minutes.optional(),
};

export type Escalation = Readonly<NonNullable<z.output<typeof waitingShape.escalate>>>;

/** @returns minutes as they are typed, in the largest unit that is exact */
export function minutesText(minutes: number): string {
  if (minutes % DAY_MINUTES === 0) return `${minutes / DAY_MINUTES}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
