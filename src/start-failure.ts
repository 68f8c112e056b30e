import { redactText } from './telemetry/secrets.ts';

/** Errors whose message is written for the person who starts the program. */
const EXPLAINED = new Set([
  'config_invalid',
  'start_refused',
  'data_dir_in_use',
  'storage_unusable',
  'policy_invalid',
]);

/** @returns what is wrong and what to do, when a person can do something about it; null for anything else, which keeps its stack */
export function startFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code = String(error.code);
  if (EXPLAINED.has(code)) return error.message;
  const said = redactText(error.message);
  if (code === '42501') {
    return `The database user may not create what the program needs (${said}). Make it the owner of the database.`;
  }
  const syscall: unknown = Reflect.get(error, 'syscall');
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return null;
  if (code === 'EADDRINUSE') return `The port is in use (${said}). Set PORT to another one.`;
  if (code === 'EACCES')
    return `The port may not be used by this user (${said}). Set PORT to one above 1023.`;
  return `The address to listen on cannot be used (${said}). Correct HOST.`;
}
