import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Outcome } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { section, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { whomText } from './people.ts';
import { pipelineLabel, pipelineLink, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** What is told in a card's thread. */
export interface NoticeModel {
  readonly snapshot: PipelineSnapshot;
  readonly kind: Outcome;
  /** Ids of users and user groups, who are called. */
  readonly mentions: readonly string[];
}

/** An edge may be read in the channel, away from its card: so it says of what it is. */
const EMOJI: Partial<Record<Outcome, string>> = { broken: '💥', fixed: '💚' };

/** @returns a short reply that mentions exactly those who are to be */
export function renderNotice(
  { snapshot, kind, mentions }: NoticeModel,
  locale: Locale,
): { readonly text: string; readonly blocks: KnownBlock[] } {
  const texts = messages(locale);
  const emoji = EMOJI[kind] ?? statusEmoji(kind);
  const ref = refLabel({ snapshot, texts });
  const called = mentions.map((whom) => whomText(whom, locale)).join(' ');
  const line = (pipeline: string) => `${emoji} ${row([texts.people.notice[kind](pipeline), ref])}`;
  const lines = [line(pipelineLink(snapshot)), ...(called === '' ? [] : [called])];
  return {
    text: row([`${statusWord(kind, locale)}: ${pipelineLabel(snapshot)}`, ref, called]),
    blocks: withBlockIds(`${snapshot.id} ${kind}`, [section(lines)]),
  };
}
