import { z } from 'zod';
import { wholeNumber } from './setting-shapes.ts';

const ROOTS_DATA_DIR = '/var/lib/circleci-chatops';

/** PostgreSQL refuses root and runs as a user who can rarely enter root's own folders. @returns the folder unless one is set */
export function defaultDataDir(): string {
  return process.getuid?.() === 0 ? ROOTS_DATA_DIR : './data';
}

/** The settings about what is stored, where and for how long. */
export const databaseSettings = {
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
      .refine(
        (text) => URL.canParse(text),
        'is no valid URL; characters such as / # ? @ in the password are written percent-encoded',
      )
      .optional(),
    about: 'PostgreSQL server. Not set: the bot runs a PostgreSQL of its own in DATA_DIR.',
    secret: true as const,
    example: 'postgres://user:password@host:5432/circleci_chatops',
  },
  DATA_DIR: {
    schema: z.string().optional(),
    about: `Folder of the bundled PostgreSQL; made if missing. Not set: ./data, or ${ROOTS_DATA_DIR} when started as root. Not used with DATABASE_URL.`,
    example: './data',
  },
  RETENTION_DAYS: {
    schema: wholeNumber(7, 3_650, ' of days').default(90),
    about: 'Days that pipelines are kept, with all that belongs to them; what still waits is kept longer.',
  },
} as const;
