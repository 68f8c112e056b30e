import { describe, expect, test } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import { renderCard } from '../../../src/views/card.ts';
import { readable } from '../../support/readable-blocks.ts';
import { scenarios } from './card-scenarios.ts';

describe.each(LOCALES)('card in %s', (locale) => {
  test.each(Object.entries(scenarios))('%s', async (name, snapshot) => {
    const card = renderCard(snapshot, { locale });
    await expect(`${card.text}\n\n${readable(card.blocks)}\n`).toMatchFileSnapshot(
      `__snapshots__/${locale}/${name}.txt`,
    );
  });
});
