import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import { formatList, slackDate } from '../i18n/format.ts';
import { messages } from '../i18n/index.ts';
import { ACTION } from './action-ids.ts';
import { plainText, section, shortHash } from './blocks.ts';
import { code, oneLine, shorten } from './mrkdwn.ts';
import { optionValue } from './run-modal-options.ts';

/** Where the form was opened, and what stood in it. */
export interface RollbackOrigin {
  readonly channelId: string | null;
  readonly responseUrl: string | null;
  readonly projectSlug: string | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface VersionChoice {
  readonly name: string;
  /** ISO 8601. */
  readonly deployedAt: string | null;
  readonly commit: string | null;
  readonly subject: string | null;
  readonly by: string | null;
}

/** What can be chosen, and what is. */
export interface RollbackFacts {
  readonly components: readonly Named[];
  readonly component: Named | null;
  readonly environments: readonly Named[];
  readonly environment: Named | null;
  readonly live: { readonly name: string; readonly deployedAt: string | null } | null;
  /** The newest first, without the live one. */
  readonly versions: readonly VersionChoice[];
}

export interface RollbackForm {
  readonly locale: Locale;
  readonly origin: RollbackOrigin;
  readonly facts: RollbackFacts;
  /** What the project is called. */
  readonly projectName: string;
  /** As it was asked for, which may be something that is not there. */
  readonly chosen: { readonly component: string | null; readonly environment: string | null };
}

/** @returns a form without anything to choose: it says what is going on, or why nothing can be chosen */
export function rollbackNotice(mrkdwn: string, locale: Locale): ModalView {
  const { rollback } = messages(locale).running;
  return {
    type: 'modal',
    callback_id: ACTION.rollbackSubmit,
    title: plainText(rollback.title, 24),
    close: plainText(rollback.close, 24),
    blocks: [section([mrkdwn])],
  };
}

export function rollbackModal(form: RollbackForm): ModalView {
  const { locale, origin, facts, projectName } = form;
  const { rollback } = messages(locale).running;
  const { components, component, environments, environment } = facts;
  if (components.length === 0) return rollbackNotice(rollback.noComponents, locale);
  return {
    type: 'modal',
    callback_id: ACTION.rollbackSubmit,
    title: plainText(rollback.title, 24),
    close: plainText(rollback.close, 24),
    // Slack wants it wherever there are inputs; sent without a version, the form says so.
    submit: plainText(rollback.submit, 24),
    private_metadata: JSON.stringify({
      c: origin.channelId,
      r: origin.responseUrl,
      p: origin.projectSlug,
      k: component?.id ?? null,
      e: environment?.id ?? null,
      l: facts.live?.name ?? null,
    }),
    blocks: [
      section([rollback.project(code(shorten(projectName, 150))), ...unknownNames(form)]),
      select(
        ACTION.rollbackComponent,
        components,
        component,
        rollback.component,
        rollback.componentPlaceholder,
      ),
      ...(component === null || environments.length === 0
        ? []
        : [
            select(
              ACTION.rollbackEnvironment,
              environments,
              environment,
              rollback.environment,
              rollback.environmentPlaceholder,
            ),
          ]),
      ...versionBlocks(form),
    ],
  };
}

function unknownNames({ locale, facts, chosen }: RollbackForm): string[] {
  const { rollback } = messages(locale).running;
  const names = (all: readonly Named[]) =>
    formatList(
      all.slice(0, 10).map(({ name }) => code(shorten(name, 60))),
      locale,
    );
  const { component, environment } = chosen;
  if (component !== null && facts.component === null) {
    return [rollback.unknownComponent(code(shorten(component, 60)), names(facts.components))];
  }
  if (environment !== null && facts.component !== null && facts.environment === null) {
    return [rollback.unknownEnvironment(code(shorten(environment, 60)), names(facts.environments))];
  }
  return [];
}

/** Its block id changes with what can be chosen, so that nothing stays chosen that is not there. */
function select(
  action: string,
  all: readonly Named[],
  chosen: Named | null,
  label: string,
  placeholder: string,
): InputBlock {
  const options = all.slice(0, 100).map(toOption);
  return {
    type: 'input',
    block_id: `${action}-${shortHash(JSON.stringify([all, chosen?.id]))}`,
    label: plainText(label, 2000),
    dispatch_action: true,
    element: {
      type: 'static_select',
      action_id: action,
      placeholder: plainText(placeholder, 150),
      options,
      ...(chosen === null ? {} : { initial_option: toOption(chosen) }),
    },
  };
}

function toOption({ id, name }: Named): PlainTextOption {
  return { text: plainText(name, 75), value: optionValue(id) };
}

function versionBlocks({ locale, facts }: RollbackForm): KnownBlock[] {
  const { rollback } = messages(locale).running;
  const { environment, component, live, versions } = facts;
  if (environment === null || component === null) return [];
  if (live === null) return [section([rollback.noLive])];
  const since = live.deployedAt === null ? null : slackDate(live.deployedAt);
  const now = section([rollback.live(code(shorten(live.name, 100)), since ?? '')]);
  if (versions.length === 0) return [now, section([rollback.noOther])];
  const scope = shortHash(JSON.stringify([component.id, environment.id, live.name]));
  return [
    now,
    {
      type: 'input',
      block_id: `version-${scope}`,
      label: plainText(rollback.version, 2000),
      hint: plainText(rollback.versionHint, 2000),
      element: {
        type: 'radio_buttons',
        action_id: ACTION.rollbackVersion,
        options: versions.map((version) => ({
          text: plainText(version.name, 75),
          ...description(version),
          value: optionValue(version.name),
        })),
      },
    },
    {
      type: 'input',
      block_id: 'rollback-reason',
      optional: true,
      label: plainText(rollback.reason, 2000),
      element: { type: 'plain_text_input', action_id: ACTION.rollbackReason, max_length: 300 },
    },
  ];
}

/** When, which commit, and who: as much as 75 characters hold. */
function description({ deployedAt, commit, subject, by }: VersionChoice) {
  const parts = [
    deployedAt === null ? '' : `${deployedAt.slice(0, 16).replace('T', ' ')} UTC`,
    commit === null ? '' : commit.slice(0, 7),
    by === null ? '' : shorten(oneLine(by), 20),
    subject === null ? '' : oneLine(subject),
  ].filter((part) => part !== '');
  return parts.length === 0 ? {} : { description: plainText(parts.join(' · '), 75) };
}
