import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { type Asked, askHolder, keepLock } from '../locks/ask-holder.ts';
import { isHolder } from '../locks/covers.ts';
import { mayGovern } from '../locks/may-lock.ts';
import { releaseLock } from '../locks/release.ts';
import { loadLock } from '../locks/store.ts';
import { extendLock } from '../locks/take.ts';
import { decodeId } from '../views/action-ids.ts';
import { lockPlace, lockUntil } from '../views/lock-text.ts';
import { mention } from '../views/mrkdwn.ts';
import type { ClickHandler } from './interaction.ts';

/** “Ask the holder”, beside what a lock kept somebody from. */
export const askLock: ClickHandler = async (ctx, actor, { value }) => {
  const lockId = decodeId(value);
  if (lockId === null) return { text: messages(actor.locale).interactions.buttonTooOld };
  return { text: askedText(await askHolder(ctx, actor, lockId), actor) };
};

function askedText(asked: Asked, { locale }: Actor): string {
  const texts = messages(locale).locks;
  switch (asked.kind) {
    case 'asked':
      return texts.asked(mention(asked.lock.userId));
    case 'asked-already':
      return texts.askedAlready(mention(asked.lock.userId));
    case 'own':
      return texts.askOwn;
    case 'gone':
      return texts.askGone;
    case 'too-many':
      return texts.askTooMany;
  }
}

/** Release, in a message to the holder: nobody else's click releases anything, wherever the message went. */
export const releaseOwn: ClickHandler = async (ctx, actor, { value }) => {
  const texts = messages(actor.locale).locks;
  const lock = await ownLock(ctx, actor, decodeId(value));
  if (lock === null) return { text: texts.notYours };
  const released = await releaseLock(ctx, actor, lock, null);
  if (released.kind !== 'released') return { text: texts.releaseGone };
  const text = lock.project === null ? texts.releasedFreeze : texts.released(lockPlace(lock, actor.locale));
  return { text, replaceOriginal: true };
};

async function ownLock(ctx: Context, actor: Actor, lockId: string | null) {
  const found = lockId === null ? null : await loadLock(ctx.db, lockId);
  return found !== null && isHolder(found.lock, actor) ? found.lock : null;
}

/** Keep, in the message that asks the holder. */
export const keepOwn: ClickHandler = async (ctx, actor, { value }) => {
  const texts = messages(actor.locale).locks;
  const askId = decodeId(value);
  const asker = askId === null ? null : await keepLock(ctx, actor, askId);
  if (asker === null) return { text: texts.notYours };
  return { text: texts.keptIt(mention(asker)), replaceOriginal: true };
};

/** Extend, in the message that the lock ends soon. */
export const extendOwn: ClickHandler = async (ctx, actor, { value }) => {
  const texts = messages(actor.locale).locks;
  const own = await ownLock(ctx, actor, decodeId(value));
  if (own === null) return { text: texts.notYours };
  // The rules may be others than when it was made.
  const may = await mayGovern(ctx, actor, 'lock', own, true);
  if (!may.ok) return { text: may.text };
  const lock = await extendLock(ctx, actor, own.id);
  if (lock === null) return { text: texts.notYours };
  return { text: texts.extended(lockPlace(lock, actor.locale), lockUntil(lock)), replaceOriginal: true };
};
