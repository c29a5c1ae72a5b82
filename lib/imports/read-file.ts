import { guessSeparator, isBlank, readCsv, statedSeparator } from "@/lib/imports/csv";
import { decodeText } from "@/lib/imports/encoding";
import { guessMapping, looksLikeHeadings } from "@/lib/imports/headings";
import { MAX_IMPORT_COLUMNS, MAX_IMPORT_ROWS } from "@/lib/imports/rules";
import type { Encoding, IMPORT_PROBLEMS, Mapping, Separator } from "@/lib/imports/rules";

/** `number` is the row's as a spreadsheet counts them, the first record being row 1, blank ones counted. */
export type NumberedRow = { number: number; cells: string[] };

export type ReadFile = {
  encoding: Encoding;
  separator: Separator;
  headings: string[];
  hasHeadings: boolean;
  mapping: Mapping;
  rows: NumberedRow[];
};

export type FileProblem = Exclude<(typeof IMPORT_PROBLEMS)[number], "file_gone">;

const SAMPLES = 200;

/** The rows below the headings, or the word for why there are none. */
export function readFile(bytes: Uint8Array): ReadFile | FileProblem {
  const { text, encoding } = decodeText(bytes);
  const stated = statedSeparator(text);
  const body = stated?.rest ?? text;
  const separator = stated?.separator ?? guessSeparator(body);
  const rows: NumberedRow[] = [];
  let number = stated ? 1 : 0;
  for (const cells of readCsv(body, separator)) {
    number += 1;
    if (isBlank(cells)) continue;
    if (rows.length > MAX_IMPORT_ROWS) return "too_many_rows";
    rows.push({ number, cells });
  }
  const [first] = rows;
  if (!first) return "empty_file";
  const hasHeadings = looksLikeHeadings(first.cells);
  const below = hasHeadings ? rows.slice(1) : rows;
  if (below.length === 0) return "empty_file";
  const headings = hasHeadings ? withoutTrailingBlanks(first.cells) : first.cells.map(() => "");
  if (headings.length > MAX_IMPORT_COLUMNS) return "too_many_columns";
  const samples = below.slice(0, SAMPLES).map((row) => row.cells);
  return {
    encoding,
    separator,
    headings,
    hasHeadings,
    mapping: guessMapping(headings, samples),
    rows: below,
  };
}

function withoutTrailingBlanks(cells: string[]): string[] {
  let end = cells.length;
  while (end > 1 && cells[end - 1]?.trim() === "") end -= 1;
  return cells.slice(0, end).map((cell) => cell.trim().slice(0, 200));
}
