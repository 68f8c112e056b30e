/**
 * The one matcher of patterns: for the rules of a policy, the filters of subscriptions, and locks. `*` stands for
 * anything but a `/`, `**` for anything, `?` for one character but a `/`, `[ab]`, `[a-z]` and `[!ab]` for one of or none
 * of several; a backslash takes the next character literally. `**` and the slash beside it also stand for nothing:
 * `release/**` matches `release`. Everything else, braces included, is itself.
 *
 * Its time grows with the length of the pattern times that of the text at worst, whatever they hold: both come from
 * people, and names also from outside. All places in the pattern that the text may have reached are followed at once
 * (Thompson's construction), so nothing is tried twice.
 */

export type Match = (text: string) => boolean;

/** Names longer than this are not compared in full: no branch, job or person is called so. */
export const LONGEST_NAME = 1_024;

type Node =
  /** One character; `to` says which. */
  | { readonly kind: 'one'; readonly fits: (character: string) => boolean }
  /** Any number of characters, `/` only when `across`. */
  | { readonly kind: 'many'; readonly across: boolean }
  /** `**` with its slash behind it: nothing, or any text that ends with a slash. The second node reads the text. */
  | { readonly kind: 'folders' | 'in-folders' }
  /** `/**` at the end, also several: nothing, or a slash and then, with the next node, anything. */
  | { readonly kind: 'below' };

type Piece =
  | { readonly literal: string }
  | { readonly wildcard: true; readonly nodes: readonly Node[]; readonly end: number };

/** GitHub's apps are called `renovate[bot]`; nobody means “b, o or t” by it. Source: GitHub REST API, users of type Bot. */
const BOT = '[bot]';

/**
 * @param fold true when upper and lower case are the same
 * @returns whether a text matches the glob. A text that is written exactly like the glob always does.
 */
export function compileGlob(glob: string, fold = false): Match {
  const wanted = fold ? glob.toLowerCase() : glob;
  if (isPlain(wanted)) return (text) => (fold ? text.toLowerCase() : text) === wanted;
  const simple = onlyStar(wanted);
  if (simple !== null) {
    const [before, after] = simple;
    return (text) => {
      const read = fold ? text.toLowerCase() : text;
      const end = read.length - after.length;
      if (end < before.length || !read.startsWith(before) || !read.endsWith(after)) return false;
      const slash = read.indexOf('/', before.length);
      return slash < 0 || slash >= end;
    };
  }
  const { prefix, nodes } = parse(wanted);
  const run = runner(nodes);
  return (text) => {
    const read = fold ? text.toLowerCase() : text;
    return read === wanted || (read.startsWith(prefix) && run(read.slice(prefix.length)));
  };
}

/** @returns how many wildcards a glob has; `**` counts as one */
export function wildcardsIn(glob: string): number {
  return isPlain(glob) ? 0 : piecesOf(glob).filter((piece) => 'wildcard' in piece).length;
}

/** @returns the text between the wildcards, first and last part included: one more part than there are wildcards */
export function literalsIn(glob: string): readonly string[] {
  const parts = [''];
  for (const piece of piecesOf(glob)) {
    if ('literal' in piece) parts.push(`${parts.pop() ?? ''}${piece.literal}`);
    else parts.push('');
  }
  return parts;
}

function isPlain(glob: string): boolean {
  return !/[*?[\\]/.test(glob);
}

/** @returns what stands before and behind the only sign of a glob, a `*`; null for others. Most globs are like this. */
function onlyStar(glob: string): readonly [string, string] | null {
  const [before = '', after, more] = /[?[\\]/.test(glob) ? [] : glob.split('*');
  return after === undefined || more !== undefined ? null : [before, after];
}

function parse(glob: string): { readonly prefix: string; readonly nodes: readonly Node[] } {
  let prefix = '';
  const nodes: Node[] = [];
  for (const piece of piecesOf(glob)) {
    if ('wildcard' in piece) nodes.push(...piece.nodes);
    else if (nodes.length === 0) prefix += piece.literal;
    else nodes.push({ kind: 'one', fits: (character) => character === piece.literal });
  }
  return { prefix, nodes };
}

function piecesOf(glob: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < glob.length) {
    const wildcard = wildcardAt(glob, at);
    if (wildcard !== null) {
      pieces.push(wildcard);
      at = wildcard.end;
      continue;
    }
    const escapes = glob[at] === '\\' && at + 1 < glob.length;
    const literal = String.fromCodePoint(glob.codePointAt(escapes ? at + 1 : at) ?? 0);
    pieces.push({ literal });
    at += literal.length + (escapes ? 1 : 0);
  }
  return pieces;
}

function wildcardAt(glob: string, at: number): Extract<Piece, { wildcard: true }> | null {
  const found = (end: number, ...nodes: Node[]) => ({ wildcard: true as const, nodes, end });
  const many = { kind: 'many', across: true } as const;
  const rest = glob.slice(at);
  if (/^(?:\/\*\*+)+$/.test(rest)) return found(glob.length, { kind: 'below' }, many);
  const stars = /^\*+/.exec(rest)?.[0].length ?? 0;
  if (stars === 1) return found(at + 1, { kind: 'many', across: false });
  if (stars > 1) {
    const isFolders = rest[stars] === '/' && (at === 0 || glob[at - 1] === '/');
    return isFolders
      ? found(at + stars + 1, { kind: 'folders' }, { kind: 'in-folders' })
      : found(at + stars, many);
  }
  if (rest.startsWith('?')) return found(at + 1, { kind: 'one', fits: (character) => character !== '/' });
  const set = rest.startsWith(BOT) ? null : /^\[([!^]?)(\]?[^\]/]*)\]/u.exec(rest);
  if (set === null || set[2] === undefined || set[2] === '') return null;
  return found(at + set[0].length, { kind: 'one', fits: oneOf(set[2], set[1] !== '') });
}

/** @param text what stands in the brackets: characters, and ranges such as `a-z` */
function oneOf(text: string, negated: boolean): (character: string) => boolean {
  const characters = Array.from(text.replace(/\\(.)/gsu, '$1'));
  const single = new Set<string>();
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const [from = '', dash, to] = characters.slice(at, at + 3);
    if (dash !== '-' || to === undefined) single.add(from);
    else {
      ranges.push([from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0]);
      at += 2;
    }
  }
  return (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isIn = single.has(character) || ranges.some(([from, to]) => from <= code && code <= to);
    return character !== '/' && isIn !== negated;
  };
}

/** Follows all nodes that the text may have reached, each at most once for each character. */
function runner(nodes: readonly Node[]): Match {
  const seen = new Uint32Array(nodes.length + 1);
  let step = 0;
  let reached: number[] = [];
  let next: number[] = [];
  const reach = (index: number): void => {
    if (seen[index] === step) return;
    seen[index] = step;
    next.push(index);
    const kind = nodes[index]?.kind;
    if (kind === 'many') reach(index + 1);
    else if (kind === 'folders' || kind === 'below') {
      if (kind === 'folders') reach(index + 1);
      reach(index + 2);
    }
  };
  const advance = (): void => {
    [reached, next] = [next, reached];
    next.length = 0;
    step += 1;
  };
  return (text) => {
    seen.fill(0);
    step = 1;
    next.length = 0;
    reach(0);
    for (const character of text) {
      advance();
      if (reached.length === 0) return false;
      for (const index of reached) {
        const node = nodes[index];
        if (node === undefined || node.kind === 'folders') continue;
        if (node.kind === 'one') {
          if (node.fits(character)) reach(index + 1);
        } else if (node.kind === 'many') {
          if (node.across || character !== '/') reach(index);
        } else if (node.kind === 'below') {
          if (character === '/') reach(index + 1);
        } else {
          reach(index);
          if (character === '/') reach(index + 1);
        }
      }
    }
    return seen[nodes.length] === step;
  };
}
