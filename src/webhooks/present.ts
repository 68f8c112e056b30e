type Maybe = string | null | undefined;

/** @returns the first text that is not missing, empty or blank, without spaces around it */
export function firstPresent(...texts: readonly Maybe[]): string | null {
  for (const text of texts) {
    const trimmed = text?.trim();
    if (trimmed !== undefined && trimmed !== '') return trimmed;
  }
  return null;
}

/** @returns the first line of the first text that is there: a commit's subject of its whole message */
export function firstLine(...texts: readonly Maybe[]): string | null {
  return firstPresent(firstPresent(...texts)?.split(/\r\n|[\r\n]/, 1)[0]);
}

/** @returns what follows `prefix` in the first ref that begins with it, such as `v1` of `refs/tags/v1` */
export function refName(prefix: string, refs: readonly Maybe[]): string | null {
  const ref = refs.find((one) => one?.startsWith(prefix));
  return firstPresent(ref?.slice(prefix.length));
}

/** `git@host:path.git`, the short form of an SSH address. */
const SCP = /^[\w.-]+@([\w.-]+):(?!\/)(.+)$/;

/**
 * @returns the first address that a browser can open, without credentials and without `.git`; git's SSH
 * forms are turned into their web form. Null when there is none: it ends up in a link, so nothing else will do.
 */
export function webAddress(...texts: readonly Maybe[]): string | null {
  for (const text of texts) {
    const address = toWebAddress(firstPresent(text));
    if (address !== null) return address;
  }
  return null;
}

function toWebAddress(text: string | null): string | null {
  if (text === null) return null;
  const scp = SCP.exec(text);
  const candidate =
    scp === null
      ? text.replace(/^ssh:\/\/(?:[\w.-]+@)?([\w.-]+)(?::\d+)?\//, 'https://$1/')
      : `https://${scp[1]}/${scp[2]}`;
  if (!URL.canParse(candidate)) return null;
  const url = new URL(candidate);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  url.username = '';
  url.password = '';
  return url.href.replace(/\.git$/, '').replace(/\/$/, '');
}
