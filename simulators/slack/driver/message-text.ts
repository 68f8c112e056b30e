import { isJson } from '../json.ts';

/** Everything a message or view says, its text first if it has no blocks, one line per text object. */
export function messageText(shown: { readonly text?: string; readonly blocks: readonly unknown[] }): string {
  const lines: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isJson(value)) {
      for (const [name, inner] of Object.entries(value)) {
        if (name === 'text' && typeof inner === 'string') lines.push(inner);
        // What is inside a closed dialog or an unopened menu is not shown.
        else if (name !== 'confirm' && name !== 'options' && name !== 'option_groups') walk(inner);
      }
    }
  };
  walk(shown.blocks);
  return lines.length > 0 ? lines.join('\n') : (shown.text ?? '');
}
