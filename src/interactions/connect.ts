import { resume } from '../approvals/resume.ts';
import type { Context } from '../context.ts';
import type { Actor } from '../domain/actor.ts';
import { messages } from '../i18n/index.ts';
import { connect as connectPerson } from '../identities/connect.ts';
import { connectForm } from '../identities/form.ts';
import { tokenProblem } from '../identities/token-form.ts';
import { openForm } from '../launch/forms.ts';
import type { PrivateAnswer } from '../slack/slack-api.ts';
import { ACTION, decodeId } from '../views/action-ids.ts';
import { section } from '../views/blocks.ts';
import { connectModal, TOKEN_BLOCK } from '../views/connect-modal.ts';
import { code, mention, shorten } from '../views/mrkdwn.ts';
import { outcomeAnswer } from '../views/outcome-answer.ts';
import { decodeOrigin } from '../views/run-modal.ts';
import { answerPrivately } from './answer.ts';
import { filledIn } from './form.ts';
import type { ClickHandler, SubmissionHandler } from './interaction.ts';
import type { FormView } from './payloads.ts';
import { told } from './told.ts';

/** Connect, on the answer to something that takes a token of one's own. */
export const connect: ClickHandler = async (ctx, actor, { value, channelId, responseUrl, triggerId }) => {
  const texts = messages(actor.locale);
  if (triggerId === null) return { text: texts.interactions.buttonTooOld };
  const origin = { channelId, responseUrl, requestId: decodeId(value) };
  const { locale } = actor;
  const opened = await openForm(ctx, actor, triggerId, async () => {
    const form = await connectForm(ctx, actor);
    return form === null
      ? { answer: { text: texts.identities.notOffered } }
      : { form: connectModal({ ...form, origin, locale }) };
  });
  return 'answer' in opened ? opened.answer : undefined;
};

/** The form with the token was sent: what can be seen is said at its field; the rest once CircleCI was asked. */
export const connectSubmit: SubmissionHandler = async (ctx, actor, { view }) => {
  const token = filledIn(view, ACTION.connectToken) ?? '';
  const problem = tokenProblem(token);
  if (problem !== null) {
    return { errors: { [TOKEN_BLOCK]: messages(actor.locale).identities.problems[problem] } };
  }
  const origin = decodeOrigin(view.metadata);
  const asker = { ...actor, channelId: actor.channelId ?? origin.channelId };
  const work = async () => {
    const answer = await told(ctx, asker, 'connecting failed', () =>
      goOn(ctx, asker, token, requestOf(view)),
    );
    if (answer !== undefined) await answerPrivately(ctx, asker, origin, answer);
  };
  return { work };
};

async function goOn(
  ctx: Context,
  actor: Actor,
  token: string,
  requestId: string | null,
): Promise<PrivateAnswer> {
  const { identities } = messages(actor.locale);
  const connected = await connectPerson(ctx, actor, token);
  if (connected.kind !== 'connected') return { text: identities[connected.kind] };
  const lines = [identities.connected(code(shorten(connected.login, 80)))];
  if (connected.insteadOf !== null) lines.push(identities.insteadOf(mention(connected.insteadOf)));
  if (requestId === null) return { text: lines.join('\n') };
  const resumed = await resume(ctx, actor, requestId);
  if (resumed === null) return { text: [...lines, identities.nothingWaits].join('\n') };
  const answer = outcomeAnswer(resumed.outcome, resumed.kind, actor.locale);
  const text = [...lines, answer.text].join('\n');
  return answer.blocks === undefined ? { text } : { text, blocks: [section(lines), ...answer.blocks] };
}

function requestOf({ metadata }: FormView): string | null {
  const parsed: unknown = JSON.parse(metadata);
  const id: unknown = typeof parsed === 'object' && parsed !== null ? Reflect.get(parsed, 'q') : null;
  return typeof id === 'string' ? decodeId(id) : null;
}
