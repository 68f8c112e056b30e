/**
 * What the client refuses before it asks the bot: required inputs left empty, texts too short.
 * Source: Slack docs, input block, optional; plain-text input element, min_length.
 *
 * @param {readonly any[]} blocks of a modal
 * @param {{ get: (blockId: string, actionId: string) => any }} state
 * @returns {Record<string, string>} a message per block_id
 */
export function missingFields(blocks, state) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const value = chosen(state.get(block.block_id, block.element.action_id));
    const isEmpty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (isEmpty && block.optional !== true) errors[block.block_id] = 'Please fill in this field.';
    const least = block.element.min_length ?? 0;
    if (!isEmpty && typeof value === 'string' && value.length < least) {
      errors[block.block_id] = `Please write at least ${least} characters.`;
    }
  }
  return errors;
}

/** @param {any} state of one element: `{ type, <one field that holds the value> }` */
function chosen(state) {
  const { type: _type, ...rest } = state ?? {};
  return Object.values(rest)[0];
}
