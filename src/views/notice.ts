import type { KnownBlock } from '@slack/types';
import type { Locale } from '../domain/locale.ts';
import type { PipelineSnapshot } from '../domain/pipeline.ts';
import type { Outcome } from '../domain/subscription-filter.ts';
import { messages } from '../i18n/index.ts';
import { section, shortHash, withBlockIds } from './blocks.ts';
import { row } from './card-view.ts';
import { inline } from './mrkdwn.ts';
import { whomText } from './people.ts';
import { pipelineLabel, pipelineLink, plainLabel, refLabel } from './pipeline-labels.ts';
import { statusEmoji, statusWord } from './status-text.ts';

/** What is told in a card's thread. */
export interface NoticeModel {
  readonly snapshot: PipelineSnapshot;
  readonly kind: Outcome;
  /** Which hold waits, by a hash of its name; left out or empty: none is meant. */
  readonly about?: string;
  /** Ids of users and user groups, who are called. */
  readonly mentions: readonly string[];
}

/** An edge may be read in the channel, away from its card: so it says of what it is. */
const EMOJI: Partial<Record<Outcome, string>> = { broken: '💥', fixed: '💚' };

/** @returns the approval job's name as mrkdwn, null when none is meant */
function holdNamed({ workflows }: PipelineSnapshot, about: string): string | null {
  if (about === '') return null;
  const jobs = workflows.flatMap((workflow) => workflow.jobs);
  const hold = jobs.find(({ type, name }) => type === 'approval' && shortHash(name) === about);
  return hold === undefined ? null : `*${inline(plainLabel(hold))}*`;
}

/** @returns a short reply that mentions exactly those who are to be */
export function renderNotice(
  { snapshot, kind, about = '', mentions }: NoticeModel,
  locale: Locale,
): { readonly text: string; readonly blocks: KnownBlock[] } {
  const texts = messages(locale);
  const emoji = EMOJI[kind] ?? statusEmoji(kind);
  const ref = refLabel({ snapshot, texts });
  const hold = holdNamed(snapshot, about);
  const called = mentions.map((whom) => whomText(whom, locale)).join(' ');
  const line = (pipeline: string) => `${emoji} ${row([texts.people.notice[kind](pipeline), hold, ref])}`;
  const lines = [line(pipelineLink(snapshot)), ...(called === '' ? [] : [called])];
  return {
    text: row([`${statusWord(kind, locale)}: ${pipelineLabel(snapshot)}`, hold, ref, called]),
    blocks: withBlockIds(`${snapshot.id} ${kind} ${about}`, [section(lines)]),
  };
}
