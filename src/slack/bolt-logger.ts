import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from '../telemetry/log.ts';

/** Bolt's log lines in the program's own log, so that they are redacted like all others. */
export function boltLogger(log: Logger): BoltLogger {
  const own = log.child({ part: 'bolt' });
  const text = (messages: unknown[]) => messages.map((message) => String(message)).join(' ');
  return {
    debug: (...messages) => own.debug(text(messages)),
    info: (...messages) => own.debug(text(messages)),
    warn: (...messages) => own.warn(text(messages)),
    error: (...messages) => own.error(text(messages)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
