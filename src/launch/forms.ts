import { randomBytes } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { type Made, type Opened, openInTime } from '../slack/open-form.ts';

/**
 * What open forms are about is kept here, and Slack gets an id of it that cannot be guessed: a form comes back from
 * the person's own device, and a changed channel or project in it would pass the rules of the policy.
 */

/** A form that stays open for longer has to be opened again. */
const KEEP_MS = 86_400_000;
const ID = /^[0-9a-f]{32}$/;

type FormContext = Pick<Context, 'db' | 'slack' | 'now'>;
type Owner = Pick<Actor, 'teamId' | 'userId'>;

/** Opens a form for this person only, in the time that Slack gives. @throws as `openInTime` does */
export async function openForm(
  ctx: FormContext,
  owner: Owner & Pick<Actor, 'locale'>,
  triggerId: string,
  make: () => Promise<Made>,
): Promise<Opened> {
  return openInTime(ctx.slack, triggerId, owner.locale, async () => {
    const made = await make();
    return 'form' in made ? { form: await kept(ctx, owner, made.form) } : made;
  });
}

/** Draws an open form again, with what it is about by now. @throws SlackError as `updateView` does */
export async function redrawForm(
  ctx: FormContext,
  owner: Owner,
  form: { readonly id: string; readonly hash: string | null },
  view: ModalView,
) {
  return ctx.slack.updateView(form.id, form.hash, await kept(ctx, owner, view));
}

/** Each state of a form has its own id: Slack may refuse a change, and the form shows the state before it then. */
async function kept({ db, now }: FormContext, owner: Owner, view: ModalView): Promise<ModalView> {
  const { private_metadata: data, callback_id = '' } = view;
  if (data === undefined) return view;
  const id = randomBytes(16).toString('hex');
  const expires_at = new Date(now().getTime() + KEEP_MS);
  const { teamId: team_id, userId: user_id } = owner;
  await db.insertInto('forms').values({ id, callback_id, team_id, user_id, data, expires_at }).execute();
  return { ...view, private_metadata: id };
}

/**
 * @param form as it came back; anyone may have changed it
 * @returns what the form is about, as it was given when it was opened; null when it is too old, or another person's,
 *   or not the form that it says it is
 */
export async function findForm(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { teamId, userId }: Owner,
  form: { readonly callbackId: string; readonly metadata: string },
): Promise<string | null> {
  if (!ID.test(form.metadata)) return null;
  const row = await db
    .selectFrom('forms')
    .select('data')
    .where('id', '=', form.metadata)
    .where('callback_id', '=', form.callbackId)
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  return row?.data ?? null;
}

export async function forgetForms({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await db.deleteFrom('forms').where('expires_at', '<=', now()).execute();
}
