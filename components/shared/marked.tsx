import type { ReactNode } from "react";

type Span = { start: number; end: number };

const isWordCharacter = (character: string) => /[\p{L}\p{N}]/u.test(character);

/** Folded to what a search compares (no accents, lower case), with the place each character came from. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    for (const plain of character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()) {
      folded += plain;
      places.push(at);
    }
    at += character.length;
  }
  places.push(at);
  return { folded, places };
}

/** Where a typed word begins a word of the text; in the middle only when it begins none. */
function findWord(folded: string, word: string): number {
  let middle = -1;
  for (let from = folded.indexOf(word); from !== -1; from = folded.indexOf(word, from + 1)) {
    if (from === 0 || !isWordCharacter(folded[from - 1] ?? " ")) return from;
    if (middle === -1) middle = from;
  }
  return middle;
}

/** "5550142" in "(518) 555-0142": numbers are compared by their digits alone. */
function findDigits(text: string, digits: string): Span | null {
  const places = [...text.matchAll(/\d/g)].map((match) => match.index);
  const from = places
    .map((place) => text[place])
    .join("")
    .indexOf(digits);
  const start = from === -1 ? undefined : places[from];
  const last = from === -1 ? undefined : places[from + digits.length - 1];
  return start === undefined || last === undefined ? null : { start, end: last + 1 };
}

function spansOf(text: string, query: string): Span[] {
  const digits = query.replace(/\D/g, "");
  if (digits.length >= 4 && /^[\d\s()+./-]+$/.test(query)) {
    // A leading 0 or + of the typed number is not in the number as others write it.
    const found = findDigits(text, digits) ?? findDigits(text, digits.replace(/^0+/, ""));
    return found ? [found] : [];
  }
  const { folded, places } = fold(text);
  return query
    .split(/\s+/)
    .map((word) => fold(word).folded)
    .filter((word) => word !== "")
    .flatMap((word) => {
      const from = findWord(folded, word);
      return from === -1
        ? []
        : [{ start: places[from] ?? 0, end: places[from + word.length] ?? text.length }];
    })
    .sort((a, b) => a.start - b.start);
}

/** The text with the found part marked. Weight and ground, because colour alone tells nobody who sees none. */
export function Marked({ text, query }: { text: string; query: string | undefined }) {
  const spans = query ? spansOf(text, query.trim()) : [];
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} className="rounded-[2px] bg-warning-tint font-semibold text-text">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

/** Whether the marking would show anything: what is not visible in the row is told beside the name. */
export function isMarked(text: string | null, query: string | undefined): boolean {
  return Boolean(text && query && spansOf(text, query.trim()).length > 0);
}
