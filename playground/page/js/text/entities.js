const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * Slack's three entities, each read once: `&amp;lt;` becomes `&lt;`, never `<`.
 * Source: Slack docs, "Formatting text for app surfaces", escaping.
 * @param {string} text
 * @returns {string}
 */
export function unescapeOnce(text) {
  return text.replace(
    /&(?:amp|lt|gt);/g,
    (entity) => ENTITIES[/** @type {keyof typeof ENTITIES} */ (entity)],
  );
}
