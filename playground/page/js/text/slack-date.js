/**
 * `<!date^…>`: a moment shown in the reader's language and time zone.
 * Source: Slack docs, "Formatting text for app surfaces", date formatting.
 *
 * @typedef {{ locale: string, now: Date, timeZone?: string }} DateContext
 */

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMATS = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/**
 * @param {number} seconds since 1970
 * @param {string} format with tokens such as `{date_short_pretty} {time}`
 * @param {DateContext} context
 * @returns {string}
 */
export function formatSlackDate(seconds, format, context) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return format;
  return format.replace(/\{([a-z_]+)\}/g, (whole, name) => formatToken(name, date, context) ?? whole);
}

/**
 * @param {string} name
 * @param {Date} date
 * @param {DateContext} context
 * @returns {string | undefined} nothing when there is no such token
 */
function formatToken(name, date, context) {
  if (name === 'ago') return ago(date, context);
  if (name === 'date_num') return isoDay(date, context);
  if (name.endsWith('_pretty')) {
    return nearDay(date, context) ?? formatToken(name.slice(0, -'_pretty'.length), date, context);
  }
  const options = FORMATS[name];
  if (options === undefined) return undefined;
  return new Intl.DateTimeFormat(context.locale, { ...options, timeZone: context.timeZone }).format(date);
}

/** @param {Date} date @param {DateContext} context */
function nearDay(date, context) {
  const days = dayNumber(date, context) - dayNumber(context.now, context);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(context.locale, { numeric: 'auto' }).format(days, 'day');
}

/** @param {Date} date @param {DateContext} context */
function dayNumber(date, context) {
  return Math.round(Date.parse(`${isoDay(date, context)}T00:00:00Z`) / 86_400_000);
}

/**
 * @param {Date} date
 * @param {DateContext} context
 * @returns {string} `2026-11-21` in the reader's time zone
 */
export function isoDay(date, context) {
  // Swedish writes dates in ISO order.
  return new Intl.DateTimeFormat('sv-SE', { ...FORMATS.date_num, timeZone: context.timeZone }).format(date);
}

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** @param {Date} date @param {DateContext} context */
function ago(date, context) {
  const seconds = Math.round((date.getTime() - context.now.getTime()) / 1000);
  const [unit, size] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(context.locale, { numeric: 'auto' }).format(
    Math.trunc(seconds / size),
    unit,
  );
}
