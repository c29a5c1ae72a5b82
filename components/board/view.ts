import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { Span } from "@/lib/board/rules";
import type { BoardQuery } from "@/lib/board/schema";
import { addDays, startOfDay, startOfWeek } from "@/lib/time";

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export const BOARD_VIEWS = ["day", "week"] as const;
export type BoardViewId = (typeof BOARD_VIEWS)[number];

/** The address alone rebuilds the board. Without a date it is today's, tomorrow too. */
export const boardParsers = {
  view: parseAsStringLiteral(BOARD_VIEWS).withDefault("day"),
  date: parseAsString,
  /** Name or skill that rows must have. */
  q: parseAsString.withDefault(""),
  /** Whose agenda a phone shows. */
  person: parseAsString,
  peek: parseAsString,
};
export type BoardView = inferParserType<typeof boardParsers>;

export const loadBoardView = createLoader(boardParsers);

export type BoardRange = {
  /** The local days shown, one or seven. */
  dates: readonly string[];
  query: BoardQuery;
};

export function shownDate({ date }: Pick<BoardView, "date">, today: string): string {
  return date && DATE.test(date) ? date : today;
}

export function dayOf(date: string, zone: string): Span {
  return { fromMs: startOfDay(date, zone), toMs: startOfDay(addDays(date, 1), zone) };
}

export function rangeOf(view: BoardViewId, date: string, zone: string): BoardRange {
  const first = view === "week" ? startOfWeek(date) : date;
  const count = view === "week" ? 7 : 1;
  return {
    dates: Array.from({ length: count }, (_, index) => addDays(first, index)),
    query: {
      from: new Date(startOfDay(first, zone)).toISOString(),
      to: new Date(startOfDay(addDays(first, count), zone)).toISOString(),
    },
  };
}
