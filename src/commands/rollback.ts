import type { Context } from '../context.ts';
import { messages } from '../i18n/index.ts';
import { openForm } from '../launch/forms.ts';
import { drawRollback } from '../rollbacks/draw.ts';
import { isMistake, type Mistake } from '../views/help-mistake.ts';
import { rollbackNotice } from '../views/rollback-modal.ts';
import { command, type Invocation, type Reply } from './command.ts';
import { projectAndRef, projectNamed } from './projects.ts';
import type { Word } from './tokens.ts';
import { optionOf, unexpected, unknownOption } from './words.ts';

interface RollbackArgs {
  readonly project: string | null;
  readonly component: string | null;
  readonly environment: string | null;
}

export const rollback = command({ name: 'rollback', parse: parseRollback, run: showForm });

function parseRollback(words: readonly Word[]): RollbackArgs | Mistake {
  const option = words.find((word) => optionOf(word) !== null);
  if (option !== undefined) return unknownOption(option, []);
  const [project, component, environment, more] = words;
  if (more !== undefined) return unexpected(more);
  return {
    project: project?.text ?? null,
    component: component?.text ?? null,
    environment: environment?.text ?? null,
  };
}

/** Slack's trigger id lives 3 seconds and CircleCI may take longer, so the form opens empty and fills itself. */
async function showForm(
  ctx: Context,
  { actor, triggerId, responseUrl }: Invocation,
  { project, component, environment }: RollbackArgs,
): Promise<Reply> {
  const { locale, channelId } = actor;
  const texts = messages(locale).running.rollback;
  if (ctx.config.circleci.server) return { text: texts.notHere };
  const notice = rollbackNotice(texts.reading, locale);
  const opened = await openForm(ctx, actor, triggerId, async () => ({ form: notice }));
  if ('answer' in opened) return opened.answer;
  const named =
    project === null
      ? await projectAndRef(ctx, [], null, channelId)
      : await projectNamed(ctx, project, channelId);
  if (isMistake(named)) return named;
  const projectSlug = named.project.slug;
  const origin = { channelId, responseUrl, projectSlug };
  await drawRollback(ctx, opened.opened, { actor, origin }, { projectSlug, component, environment });
  return undefined;
}
