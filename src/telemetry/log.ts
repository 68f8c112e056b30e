import { type Logger as PinoLogger, pino } from 'pino';
import { describeError } from './describe-error.ts';
import { redactFields } from './redact-fields.ts';
import { REDACTED, SECRET_KEYS } from './secrets.ts';

export type Logger = PinoLogger;

/**
 * @param level pino's level, or `silent`
 * @param destination where lines go; standard output unless a test says otherwise
 * @returns a JSON logger which never prints what stands under a secret's name, nor a secret inside an error
 */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: redactFields,
    },
    // The fields of child loggers do not pass the formatter above. No wildcards: those are slow.
    redact: { paths: SECRET_KEYS.map((key) => `["${key}"]`), censor: REDACTED },
    serializers: { err: describeError, error: describeError, cause: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
