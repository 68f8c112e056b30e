import { formatSlackDate } from './text/slack-date.js';

const EVERY_MS = 5000;

/**
 * Keeps "3 minutes ago" true while it is on the screen.
 * @param {() => string} locale
 */
export function keepTimesLive(locale) {
  setInterval(() => {
    for (const time of document.querySelectorAll('time[data-format]')) {
      if (!(time instanceof HTMLElement)) continue;
      const { seconds, format = '' } = time.dataset;
      time.textContent = formatSlackDate(Number(seconds), format, { locale: locale(), now: new Date() });
    }
  }, EVERY_MS);
}
