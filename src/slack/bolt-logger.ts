import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../telemetry/log.ts';
import { redactText } from '../telemetry/secrets.ts';

/**
 * Warnings and errors of Slack's SDK in the program's own log. What it says at lower levels is left out: there it
 * writes whole payloads, with what a person typed into a form.
 */
export function boltLogger(log: Logger): BoltLogger {
  const own = log.child({ part: 'bolt' });
  const text = (messages: unknown[]) => redactText(messages.map((message) => String(message)).join(' '));
  return {
    debug: () => {},
    info: () => {},
    warn: (...messages) => own.warn(text(messages)),
    error: (...messages) => own.error(text(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
