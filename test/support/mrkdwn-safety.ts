import type { KnownBlock } from '@slack/types';
import type { PipelineSnapshot } from '../../src/domain/pipeline.ts';

/** @returns every mrkdwn text of the blocks */
export function mrkdwnTexts(blocks: readonly KnownBlock[]): string[] {
  const texts: string[] = [];
  JSON.stringify(blocks, (_key, value: unknown) => {
    if (isMrkdwn(value)) texts.push(value.text);
    return value;
  });
  return texts;
}

function isMrkdwn(value: unknown): value is { type: 'mrkdwn'; text: string } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'mrkdwn';
}

/** What the bot itself writes between angle brackets; anything else there came from outside. */
const OWN = /<(?:!date\^\d+\^\{date_short_pretty\} \{time\}\||https?:\/\/[^<>|\s]+\||[@#][A-Z0-9]+)[^<>|]*>/g;

/**
 * @param ids the people and channels the test put in
 * @returns every piece of mrkdwn that outside text smuggled in
 */
export function smuggled(text: string, ids: readonly string[]): string[] {
  const rest = text.replace(OWN, '').replaceAll(/^>/gm, '');
  const named = [...text.matchAll(/<[@#]([^>|]*)/g)].map((match) => match[1] ?? '');
  return [
    ...[...rest.matchAll(/.{0,20}[<>].{0,20}/g)].map((match) => match[0]),
    ...named.filter((id) => !ids.includes(id)),
    ...(text.includes('```') ? ['a fence'] : []),
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    ...(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(text)
      ? ['an invisible character']
      : []),
    ...(text.isWellFormed() ? [] : ['half a surrogate']),
  ];
}

/** @returns everybody whom a pipeline's card may mention */
export function peopleOf({
  startedBySlackUser,
  actions,
  votes = [],
  locks = [],
}: PipelineSnapshot): string[] {
  const acting = [...actions, ...votes].flatMap(({ slackUserId, standsFor }) => [slackUserId, standsFor]);
  const people = [startedBySlackUser, ...acting, ...locks.map(({ userId }) => userId)];
  return people.filter((one) => typeof one === 'string');
}
