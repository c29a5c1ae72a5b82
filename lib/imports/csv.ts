import { SEPARATORS } from "@/lib/imports/rules";
import type { Separator } from "@/lib/imports/rules";

/**
 * The records of a text after RFC 4180, and of what programs make of it: any line end, line breaks inside quotes,
 * quotes in the middle of a bare cell, words behind a closing quote. A quote that is never closed would swallow the
 * rest of the file; it is taken as a character of its cell, and so is every later one.
 */
export function* readCsv(text: string, separator: string): Generator<string[]> {
  let position = 0;
  let isQuoting = true;
  while (position < text.length) {
    const record: string[] = [];
    for (let isOpen = true; isOpen;) {
      let cell: Cell | null = null;
      if (isQuoting && text[position] === '"') {
        cell = quotedCell(text, position, separator);
        isQuoting = cell !== null;
      }
      cell ??= bareCell(text, position, separator, "");
      record.push(cell.value);
      isOpen = text[cell.end] === separator;
      position = cell.end + 1;
      // Windows ends a line with two characters.
      if (!isOpen && text[cell.end] === "\r" && text[position] === "\n") position += 1;
    }
    yield record;
  }
}

/** `end` is where the separator or the line end stands, or the length of the text. */
type Cell = { value: string; end: number };

function bareCell(text: string, start: number, separator: string, before: string): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: before + text.slice(start, end), end };
}

function quotedCell(text: string, start: number, separator: string): Cell | null {
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return bareCell(text, quote + 1, separator, parts.join(""));
    parts.push('"');
    from = quote + 2;
  }
}

/** The first line may say it outright: Excel reads and writes "sep=;". */
export function statedSeparator(text: string): { separator: Separator; rest: string } | null {
  const [line, word] = /^sep=([,;|\t])\r?\n/i.exec(text) ?? [];
  const separator = SEPARATORS.find((each) => each === word);
  return line && separator ? { separator, rest: text.slice(line.length) } : null;
}

const LOOKED_AT = 50;

/** The separator by which most records have the same number of cells, and of those the one with the most cells. */
export function guessSeparator(text: string): Separator {
  let best: { separator: Separator; score: number } = { separator: ",", score: 0 };
  for (const separator of SEPARATORS) {
    const widths: number[] = [];
    for (const record of readCsv(text, separator)) {
      if (!isBlank(record)) widths.push(record.length);
      if (widths.length === LOOKED_AT) break;
    }
    const width = mostFrequent(widths);
    const share = widths.filter((each) => each === width).length / Math.max(1, widths.length);
    // Many equal records weigh more than many cells: an address has commas too, but not always as many.
    const score = width > 1 ? share * share * Math.log2(width + 1) : 0;
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

export const isBlank = (record: readonly string[]) => record.every((cell) => cell.trim() === "");

function mostFrequent(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [best, most] = [0, 0];
  for (const [value, count] of counts) if (count > most) [best, most] = [value, count];
  return best;
}
