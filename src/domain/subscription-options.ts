import { z } from 'zod';
import { OUTCOMES } from './subscription-filter.ts';
import { waitingShape } from './waiting-options.ts';

/**
 * How a subscription speaks, beside what it lets through. This is the one description of it: the database, commands,
 * the form and the file all have these keys. Texts are in the one form that `subscriptions/` writes them in.
 */
const shape = {
  /** Windows of time in which nothing new is posted: `22:00-07:00@Asia/Tokyo`, `sat,sun@UTC`. */
  quiet: z.array(z.string()).optional(),
  /** One message that sums up, in place of cards: `hourly`, `daily@09:00@UTC`, `weekly@mon@09:00@UTC`. */
  digest: z.string().optional(),
  /** Outcomes that have their card at once, quiet hours and digest or not. */
  urgent: z.array(z.enum(OUTCOMES)).optional(),
  /** Most cards an hour; what is more waits for a digest. Left out: no such limit. */
  budget: z.int().positive().optional(),
  ...waitingShape,
};

/** Keys of who and where, which other parts read; here they are only checked and passed on. */
const whom = z.string().regex(/^(?:author|[UWS][A-Z0-9]{2,30})$/);
export const peopleShape = {
  /** Slack user whose pipelines are wanted. */
  mine: z
    .string()
    .regex(/^[UW][A-Z0-9]{2,30}$/)
    .optional(),
  /** Whom to mention (`author`, a Slack user, a user group), and on which outcomes. */
  mentions: z
    .array(z.strictObject({ whom, on: z.array(z.enum(OUTCOMES)).min(1).default(['failed', 'broken']) }))
    .max(10)
    .optional(),
  threads: z.boolean().optional(),
  edges: z.boolean().optional(),
};

const Options = z.looseObject(shape);
/** One mistake in one key must not take the others away. */
const Lenient = z.looseObject({
  quiet: shape.quiet.catch(undefined),
  digest: shape.digest.catch(undefined),
  urgent: shape.urgent.catch(undefined),
  budget: shape.budget.catch(undefined),
  remind: shape.remind.catch(undefined),
  escalate: shape.escalate.catch(undefined),
  expire: shape.expire.catch(undefined),
});

/** Keys that are not known here are kept as they are. */
export type SubscriptionOptions = Readonly<z.output<typeof Options>>;

/** @returns options as they were stored; what a newer version stored otherwise counts as not set */
export function readOptions(stored: unknown): SubscriptionOptions {
  return Lenient.safeParse(stored).data ?? {};
}
