import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../src/domain/locale.ts';
import type { DeclaredParameter } from '../../../src/domain/parameter.ts';
import { confirmationOffer } from '../../../src/views/confirmation.ts';
import { fieldId, MOST_FIELDS, parameterInputs } from '../../../src/views/run-fields.ts';
import { runModal } from '../../../src/views/run-modal.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 600 });
const anyParameter: fc.Arbitrary<DeclaredParameter> = fc.record({
  name: fc.string({ unit: 'binary', minLength: 1, maxLength: 128 }),
  type: fc.constantFrom('string', 'boolean', 'integer', 'enum', 'other'),
  typeName: anyText,
  description: fc.option(anyText),
  fallback: fc.option(fc.oneof(anyText, fc.boolean(), fc.integer())),
  options: fc.array(fc.string({ unit: 'binary', maxLength: 120 }), { maxLength: 130 }),
});
const locale = fc.constantFrom(...LOCALES);

describe('the fields of the run form', () => {
  it('keep Slack’s limits, whatever is declared', () => {
    const some = fc.uniqueArray(anyParameter, { maxLength: 100, selector: ({ name }) => name });
    fc.assert(
      fc.property(some, locale, (parameters, language) => {
        const inputs = parameterInputs('gh/acme/web', parameters, language);
        expect(inputs.length).toBeLessThanOrEqual(MOST_FIELDS);
        for (const { label, hint, element } of inputs) {
          expect(label.text.length).toBeLessThanOrEqual(150);
          expect(label.text).not.toBe('');
          expect(hint?.text.length ?? 0).toBeLessThanOrEqual(400);
          if (element.type !== 'static_select') continue;
          const options = element.options ?? [];
          expect(options.length).toBeGreaterThan(0);
          expect(options.length).toBeLessThanOrEqual(100);
          for (const { text, value } of options) {
            expect(text.text.length).toBeLessThanOrEqual(75);
            expect(value?.length ?? 0).toBeLessThanOrEqual(75);
            expect(value).not.toBe('');
          }
          if (element.initial_option !== undefined) expect(options).toContainEqual(element.initial_option);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('are of the project and of what it declares, so that nothing typed means another thing later', () => {
    const one = {
      name: 'a',
      type: 'enum',
      typeName: 'enum',
      description: null,
      fallback: null,
      options: ['x'],
    } as const;
    expect(fieldId('gh/a/b', one)).toBe(fieldId('gh/a/b', { ...one, description: 'new', fallback: 'x' }));
    for (const other of [
      { ...one, options: ['y'] },
      { ...one, name: 'b' },
      { ...one, type: 'string' as const },
    ]) {
      expect(fieldId('gh/a/b', other)).not.toBe(fieldId('gh/a/b', one));
    }
    expect(fieldId('gh/a/c', one)).not.toBe(fieldId('gh/a/b', one));
  });

  it('stay within what Slack takes for a view', () => {
    const parameters = Array.from({ length: 100 }, (_, n) => ({
      name: `p${n}`.repeat(20),
      type: 'enum' as const,
      typeName: 'enum',
      description: 'd'.repeat(1_000),
      fallback: null,
      options: Array.from({ length: 100 }, (__, o) => `${o}`.repeat(100)),
    }));
    const told = {
      declared: { parameters, pipelineNumber: 1, readOn: 'main', exact: true },
      definitions: [],
    };
    const origin = { channelId: 'C1', responseUrl: null, projectSlug: 'gh/acme/web', shown: 'x'.repeat(32) };
    const view = runModal({ locale: 'ja', origin, told });
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    // Source: Slack docs, views.open, `view_too_large`.
    expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
  });
});

describe('what is to be confirmed', () => {
  it('is there in full, without a link, a mention or formatting from outside', () => {
    const values = fc.array(
      fc.tuple(
        fc.string({ unit: 'binary', maxLength: 128 }),
        anyText.map((t) => t.slice(0, 512)),
      ),
      {
        maxLength: 100,
      },
    );
    fc.assert(
      fc.property(values, anyText, locale, (given, branch, language) => {
        const shown = {
          action: 'run',
          project: '<!channel>',
          branch,
          tag: null,
          pipelineNumber: null,
          commit: null,
          workflow: null,
          jobs: [],
          status: null,
          values: given,
          identity: 'shared' as const,
        };
        const { blocks } = confirmationOffer('id-1', shown, language);
        expect(blocks.length).toBeLessThanOrEqual(50);
        for (const block of blocks) {
          if (block.type !== 'section') continue;
          const text = block.text?.text ?? '';
          expect(text.length).toBeLessThanOrEqual(3_000);
          expect(text).not.toContain('<!');
          expect(text).not.toContain('<@');
          expect(text).not.toBe('');
        }
      }),
      { numRuns: 50 },
    );
  });
});
