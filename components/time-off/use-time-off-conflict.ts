"use client";

import { useTranslations } from "use-intl/react";
import { useConflict } from "@/components/shared/use-conflict";
import { useFormats } from "@/lib/i18n/client";
import { timeOffKind } from "@/lib/time-off/schema";
import type { TimeOff } from "@/lib/time-off/schema";
import { isWholeDays } from "./days";
import type { TimeOffWrite } from "./time-off-form";

type Span = Pick<TimeOff, "starts_at" | "ends_at">;

const SEPARATOR = " ";
/** Begin and end are chosen together: mine from and theirs to would be a time that nobody meant. */
const spanOf = ({ starts_at, ends_at }: Span): string =>
  [starts_at, ends_at].map((at) => new Date(at).toISOString()).join(SEPARATOR);

function readSpan(text: string): Span {
  const [starts_at = "", ends_at = ""] = text.split(SEPARATOR);
  return { starts_at, ends_at };
}

const fieldsOf = ({ kind, note, ...span }: TimeOff | TimeOffWrite) => ({
  kind,
  span: spanOf(span),
  note: note ?? null,
});

type Options = {
  /** What the form was filled from; null for a new one, which nobody can have changed. */
  stored: TimeOff | null;
  timeZone: string;
  save: (changes: Partial<TimeOffWrite>, version: number) => Promise<void>;
};

/** Yours and theirs, where somebody else changed the same time off meanwhile. */
export function useTimeOffConflict({ stored, timeZone, save }: Options) {
  const t = useTranslations("resources.timeOff");
  const formats = useFormats();
  const spanInWords = (text: string): string => {
    const span = readSpan(text);
    if (!isWholeDays(span, timeZone)) return formats.window(span.starts_at, span.ends_at, timeZone);
    const first = formats.day(span.starts_at, timeZone);
    // The end is the first moment after the last day.
    const last = formats.day(Date.parse(span.ends_at) - 1, timeZone);
    return first === last ? first : `${first} – ${last}`;
  };
  const inWords = (name: string, value: unknown): string | null => {
    if (typeof value !== "string" || value === "") return null;
    if (name === "span") return spanInWords(value);
    const kind = timeOffKind.options.find((known) => known === value);
    return name === "kind" && kind ? t(`kinds.${kind}`) : value;
  };
  const conflict = useConflict<TimeOff>({
    stored: stored ? fieldsOf(stored) : {},
    fieldsOf,
    words: {
      label: (name) => t(name === "span" ? "span" : name === "kind" ? "kind" : "note"),
      value: inWords,
    },
    save: async ({ span, ...kept }, version) => {
      const changes = { ...kept, ...(typeof span === "string" ? readSpan(span) : {}) };
      await save(changes, version);
    },
  });
  return {
    open: (current: unknown, mine: TimeOffWrite) => conflict.open(current, fieldsOf(mine)),
    props: conflict.props,
  };
}
