import { z } from 'zod';
import { listOf } from './setting-shapes.ts';

const MOST_WILDCARDS = 3;

/** The settings about commits that no person makes. */
export const botSettings = {
  BOT_AUTHORS: {
    schema: z
      .string()
      .default('')
      .transform(listOf)
      .refine(
        (globs) => globs.every((glob) => (glob.match(/\*+|\?|\[/g)?.length ?? 0) <= MOST_WILDCARDS),
        `must hold patterns of at most ${MOST_WILDCARDS} wildcards, separated by commas`,
      ),
    about:
      'Names, logins and e-mail addresses of further bots that bots:out leaves out, as patterns separated by commas; upper and lower case are the same. Dependabot, Renovate, GitHub Actions and every login that ends in [bot] are known.',
    example: 'release-manager,*@ci.example.com',
  },
} as const;
