import type { Locale } from '../domain/locale.ts';
import type { ActionOutcome } from '../domain/outcome.ts';
import type { ActionKind } from '../domain/pipeline.ts';
import { messages } from '../i18n/index.ts';
import { denialText } from './denial.ts';
import { lockedAnswer } from './lock-answers.ts';
import { inline, mention, quote } from './mrkdwn.ts';
import { statusWord } from './status-text.ts';

/** @returns the private answer to the one who asked, as mrkdwn: what happened, what it means, what to do */
export function outcomeText(outcome: ActionOutcome, kind: ActionKind, locale: Locale): string {
  const { outcomes, identities } = messages(locale);
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
    case 'denied':
      return denialText(outcome, locale);
    case 'not-connected':
      return identities[outcome.requestId === null ? 'nobodyCan' : 'connectFirst'];
    case 'locked':
      return lockedAnswer(outcome.lock, outcome.mayPass, locale).text;
    case 'token-unreadable':
      return identities.tokenUnreadable;
    case 'token-refused':
      return identities.refusedInAction;
    case 'identity-changed':
      return identities.identityChanged;
    case 'unavailable':
      return outcomes.unavailable[kind];
    case 'unknown':
      return outcomes.unknown[kind];
  }
}

/** CircleCI's own words, without the quotation mark of the first line: the catalogue sets it. */
function reason(message: string): string {
  return quote(message, 500, 6).replace(/^>/, '');
}
