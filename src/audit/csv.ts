/** A spreadsheet takes a cell that begins so for a formula, and runs it. Source: OWASP, "CSV Injection". */
const FORMULA = /^[\s]*[=+\-@\t\r\n|]/;

/** @returns a row as RFC 4180 has it, with its end; cells that a spreadsheet might run begin with an apostrophe */
export function csvRow(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
