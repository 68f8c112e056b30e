import { z } from 'zod';
import { wholeNumber } from './setting-shapes.ts';

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
    about: 'PostgreSQL server. Not set: an embedded database in DATA_DIR.',
    secret: true as const,
    example: 'postgres://user:password@host:5432/circleci_chatops',
  },
  DATA_DIR: {
    schema: z.string().default('./data'),
    about: 'Folder of the embedded database; made if missing. Not used with DATABASE_URL.',
  },
  RETENTION_DAYS: {
    schema: wholeNumber(7, 3_650, ' of days').default(90),
    about: 'Days that pipelines are kept, with all that belongs to them; what still waits is kept longer.',
  },
} as const;
