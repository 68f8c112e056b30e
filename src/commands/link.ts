import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { identityKey } from '../people/identity-key.ts';
import { linkIdentity, linksOf, slackAddressesOf, unlinkIdentity } from '../people/links.ts';
import { govern, type OwnDeed } from '../policy/govern.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { linkAnswer, linksText } from '../views/links.ts';
import { code } from '../views/mrkdwn.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { parseOptionalWord } from './single-word.ts';
import type { Word } from './tokens.ts';

export const link = command({ name: 'link', people: 'login', parse: parseIdentity, run: linkSelf });
export const unlink = command({ name: 'unlink', people: 'login', parse: parseIdentity, run: unlinkSelf });

interface Args {
  /** Null when nothing was typed. */
  readonly identity: string | null;
}

function parseIdentity(words: readonly Word[]): Args | Mistake {
  const read = parseOptionalWord(words);
  if (isMistake(read)) return read;
  if (read.word === null) return { identity: null };
  const identity = identityKey(read.word);
  return identity === null ? { mistake: 'not-an-identity', word: read.word } : { identity };
}

async function linkSelf(ctx: Context, { actor }: Invocation, { identity }: Args): Promise<Reply> {
  if (identity === null) {
    const own = await linksOf(ctx.db, actor.userId);
    const known = await slackAddressesOf(ctx.db, actor.userId);
    const beside = known.filter((one) => !own.some((link) => link.identity === one.identity));
    return { text: linksText([...own, ...beside], actor.locale) };
  }
  const linked = await govern(ctx, actor, deed('link', identity), async () => {
    const value = await linkIdentity(ctx, actor, identity);
    return { value, detail: { what: value.kind } };
  });
  return { text: linked.ok ? linkAnswer(identity, linked.value, actor.locale) : linked.text };
}

async function unlinkSelf(ctx: Context, { actor }: Invocation, { identity }: Args): Promise<Reply> {
  const { people } = messages(actor.locale);
  const unlinked = await govern(ctx, actor, deed('unlink', identity), async () => {
    const value = await unlinkIdentity(ctx, actor, identity);
    return { value, detail: { count: value } };
  });
  if (!unlinked.ok) return { text: unlinked.text };
  const removed = unlinked.value;
  if (identity === null) return { text: removed === 0 ? people.noLinks : people.unlinkedAll(removed) };
  return { text: (removed === 0 ? people.notLinked : people.unlinked)(code(identity)) };
}

/** Who somebody says they are is their own affair, and others are mentioned by it: so it is written down. */
function deed(name: string, identity: string | null): OwnDeed {
  return { name, action: null, detail: { identity } };
}
