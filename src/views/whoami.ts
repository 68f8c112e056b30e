import type { Actor } from '../domain/actor.ts';
import { type Locale, spoken } from '../domain/locale.ts';
import { type Catalogue, messages } from '../i18n/index.ts';
import { code, inline, mention, shorten } from './mrkdwn.ts';
import { type DelegationsView, delegationLines } from './whoami-delegations.ts';
import { type ActingView, actingLines } from './whoami-identity.ts';

interface ChannelView {
  readonly defaultProject: string | null;
  readonly locale: Locale;
}

export interface WhoamiView {
  readonly actor: Actor;
  /** The language set in their Slack, such as `fr-FR`; null when Slack gave none. */
  readonly slackLocale: string | null;
  /** Null when CircleCI did not say. */
  readonly identity: { readonly login: string; readonly name: string; readonly host: string } | null;
  readonly settings: ChannelView | null;
  readonly acting: ActingView;
  /** Left out: none. */
  readonly delegations?: DelegationsView;
}

/** @returns mrkdwn: who one is in Slack, who the bot is in CircleCI, and what is set for the channel */
export function renderWhoami({
  actor,
  slackLocale,
  identity,
  settings,
  acting,
  delegations,
}: WhoamiView): string {
  const texts = messages(actor.locale);
  const { commands } = texts;
  return [
    commands.youAre(mention(actor.userId), code(`${actor.teamId}:${actor.userId}`)),
    languageText(slackLocale, actor.locale, texts),
    ...actingLines(acting, actor.locale),
    ...delegationLines(delegations, actor.locale),
    identity === null
      ? commands.botUnknown
      : commands.botIs(
          code(shorten(identity.login, 80)),
          inline(shorten(identity.name, 80)),
          code(shorten(identity.host, 120)),
        ),
    ...(settings === null ? [] : [channelText(settings, texts)]),
  ].join('\n');
}

/** Why they read what they read: after Slack's setting only where it is one that the bot speaks. */
function languageText(tag: string | null, locale: Locale, { commands, identities }: Catalogue): string {
  const language = commands.languages[locale];
  if (tag === null || tag === '') return identities.defaultLanguage(language);
  return spoken(tag) === locale
    ? identities.yourLanguage(language)
    : identities.otherLanguage(language, code(shorten(tag, 20)));
}

/** @returns mrkdwn: the channel's default project and the language of its cards */
export function channelText({ defaultProject, locale }: ChannelView, { commands }: Catalogue): string {
  const project =
    defaultProject === null
      ? commands.noDefaultProject
      : commands.defaultProjectIs(code(shorten(defaultProject, 150)));
  return `${project}\n${commands.languageIs(commands.languages[locale])}`;
}
