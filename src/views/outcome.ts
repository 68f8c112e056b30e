import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { formatList, relativeTime } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { confirmationText } from './confirmation.ts';
import { contextsWarning } from './contexts-warning.ts';
import { denialText } from './denial.ts';
import { lockedAnswer } from './lock-answers.ts';
import { code, inline, mention, quote, shorten } from './mrkdwn.ts';
import { unfitText } from './parameter-problems.ts';
import { statusWord } from './status-text.ts';

/** When CircleCI does not say how long its rate limit holds. */
const A_MINUTE_MS = 60_000;

/** @returns the private answer to the one who asked, as mrkdwn: what happened, what it means, what to do */
export function outcomeText(outcome: ActionOutcome, kind: ActionKind, locale: Locale): string {
  const { outcomes, identities, running, votes } = messages(locale);
  switch (outcome.kind) {
    case 'confirmed': {
      const number = outcome.pipelineNumber;
      return outcomes.confirmed[kind](
        number === null ? outcomes.pipelineUnnumbered : outcomes.pipeline(number),
      );
    }
    case 'nothing-created': {
      const message = reason(outcome.message);
      return message === '' ? outcomes.nothingCreatedSilently : outcomes.nothingCreated(message);
    }
    case 'already': {
      const status = statusWord(outcome.status, locale);
      return outcome.by === null
        ? outcomes.alreadyOutside[kind](status)
        : outcomes.already[kind](mention(outcome.by), status);
    }
    case 'gone':
      return outcomes.gone[kind];
    case 'refused':
      return outcomes.refused[kind](reason(outcome.message) || inline(outcomes.noReason));
    case 'contexts-refused':
      return contextsWarning(outcome.contexts, locale);
    case 'denied':
      return denialText(outcome, locale);
    case 'voted':
      return votes.voted(outcome.have, outcome.needed);
    case 'voted-before':
      return outcome.by === null
        ? votes.votedBefore(outcome.have, outcome.needed)
        : votes.votedForYou(mention(outcome.by), outcome.have, outcome.needed);
    case 'not-connected':
      return identities[outcome.requestId === null ? 'nobodyCan' : 'connectFirst'];
    case 'locked':
      return lockedAnswer(outcome, locale).text;
    case 'token-unreadable':
      return identities.tokenUnreadable;
    case 'token-refused':
      return identities.refusedInAction;
    case 'identity-changed':
      return identities.identityChanged;
    case 'unfit':
      return unfitText(outcome, locale);
    case 'definition': {
      const names = outcome.names.slice(0, 20).map((name) => code(shorten(name, 60)));
      return names.length === 0 ? running.noDefinitions : running.definitions(formatList(names, locale));
    }
    case 'confirm':
      return confirmationText(outcome.shown, locale);
    case 'live': {
      const span = (text: string) => code(shorten(text, 80));
      return running.live(span(outcome.component), span(outcome.environment), span(outcome.version));
    }
    case 'unavailable':
      return outcome.limitedMs === undefined
        ? outcomes.unavailable[kind]
        : outcomes.rateLimited[kind](relativeTime(outcome.limitedMs ?? A_MINUTE_MS, locale));
    case 'unknown':
      return outcomes.unknown[kind];
    case 'given-up':
      return outcomes.givenUp[kind];
    case 'restarting':
      return outcomes.restarting;
  }
}

/** CircleCI's own words, without the quotation mark of the first line: the catalogue sets it. */
function reason(message: string): string {
  return quote(message, 500, 6).replace(/^>/, '');
}
