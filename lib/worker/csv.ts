/**
 * One line of a CSV file after RFC 4180, with CRLF. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it (OWASP, "CSV Injection"): a customer called =HYPERLINK(…) must not run on an auditor's desk.
 * Numbers stay numbers, negative ones too.
 */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

const FORMULA = /^[\s\p{Cf}]*[=+\-@\t\r|%＝＋－＠]/u;
const QUOTED = /[",\r\n]|^\s|\s$/;

function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  // Excel ends a cell at a NUL and reads on behind it.
  const text = value.replaceAll("\0", "");
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Without it Excel reads UTF-8 as the machine's old code page. */
export const BYTE_ORDER_MARK = "\uFEFF";
