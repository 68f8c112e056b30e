import { searchAudit } from '../audit/search.ts';
import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { mayThey } from '../policy/allow.ts';
import { projectLabels } from '../runs/project-names.ts';
import { renderAudit } from '../views/audit-list.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { code, shorten } from '../views/mrkdwn.ts';
import { type AuditArgs, parseAudit, sinceAt } from './audit-words.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { projectNamed } from './projects.ts';
import { looksLikeUrl } from './words.ts';

export const audit = command({ name: 'audit', people: 'any', parse: parseAudit, run: tellAudit });

/** As many entries fit into one message. */
const MOST_ENTRIES = 15;

async function tellAudit(ctx: Context, { actor }: Invocation, args: AuditArgs): Promise<Reply> {
  const texts = messages(actor.locale).audit;
  if (args.notATime !== null) return { text: texts.notATime(code(shorten(args.notATime, 60))) };
  const others = args.person !== null && args.person !== actor.userId;
  const decision = await mayThey(ctx, actor, 'audit', null, { note: others });
  const all = decision?.allowed === true;
  if (others && !all) return { text: texts.onlyYours };
  const person = args.person ?? (all ? null : actor.userId);
  const meant = await projectMeant(ctx, args.filter.project, actor.channelId);
  if (isMistake(meant)) return meant;
  const filter = {
    ...args.filter,
    ...meant,
    ...(person === null ? {} : { who: `${actor.teamId}:${person}` }),
    ...(args.since === null ? {} : { since: sinceAt(args.since, ctx.now()) }),
  };
  const { entries, more } = await searchAudit(ctx.db, filter, MOST_ENTRIES);
  const label = await projectLabels(
    ctx.db,
    entries.map(({ where }) => where.project),
  );
  const shown = entries.map((entry) => {
    const { where } = entry;
    return { ...entry, where: { ...where, project: where.project === null ? null : label(where.project) } };
  });
  return { text: renderAudit({ entries: shown, more, own: person === actor.userId }, actor.locale) };
}

/** An address is looked up; a name is not, because the log also knows projects that CircleCI no longer has. */
async function projectMeant(
  ctx: Context,
  text: string | undefined,
  channelId: string | null,
): Promise<{ readonly project?: string } | Mistake> {
  if (text === undefined) return {};
  if (!looksLikeUrl(text)) return { project: text };
  const named = await projectNamed(ctx, text, channelId);
  return isMistake(named) ? named : { project: named.project.slug };
}
