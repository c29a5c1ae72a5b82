"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useMember } from "@/components/shared/member";
import { WhenWindow } from "@/components/shared/when";
import { BOOKING_STATES } from "@/lib/bookings/rules";
import { useFormats } from "@/lib/i18n/client";
import type { JournalEntry } from "@/lib/sync-journal/schema";

type Line = { label: string; value: ReactNode };
type Parts = Record<string, unknown>;

const KINDS = [
  "booking.transition",
  "checklist.answer",
  "photo.add",
  "photo.update",
  "photo.remove",
  "note.add",
  "signature.add",
  "time.add",
  "time.end",
  "gate_code.shown",
] as const;
const CODES = [
  "illegal_step",
  "report_changed",
  "incomplete",
  "not_found",
  "time_overlap",
  "double_booking",
  "too_many",
] as const;
/** The work is over at the office: letting the phone's in opens it again. */
const OVER = ["completed", "closed", "cancelled", "no_show"];
const CLOCK_OFF_MS = 60_000;

const wordIn = <W extends string>(words: readonly W[], value: unknown): W | null =>
  words.find((word) => word === value) ?? null;
const text = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value : null;

/** A parked operation in the words of the office: what happened, what each side says, what each way out does. */
export function useOperationWords(entry: JournalEntry) {
  const t = useTranslations("sync");
  const name = entry.user.name ?? t("somebody");
  const stateWord = useStateWord();
  const phone = usePhoneLines(entry);
  const office = useOfficeLines(entry);
  const kind = wordIn(KINDS, entry.kind);
  const code = wordIn(CODES, entry.code);
  const did = kind
    ? t(`did.${keyOf(kind)}`, { name, state: stateWord(entry.payload.to) })
    : t("did.other", { name });
  const why = code ? t(`why.${code}`, { state: stateWord(entry.office?.status) }) : t("why.other");
  const offMin = Math.round(Math.abs(entry.clock_offset_ms) / 60_000);
  return {
    name,
    sentence: `${did} ${why}`,
    phone,
    office,
    clockOff: Math.abs(entry.clock_offset_ms) > CLOCK_OFF_MS ? t("clockOff", { minutes: offMin }) : null,
    ways: useWays(entry, name),
  };
}

const keyOf = (kind: (typeof KINDS)[number]) =>
  kind.replace(".", "_") as
    | "booking_transition"
    | "checklist_answer"
    | "photo_add"
    | "photo_update"
    | "photo_remove"
    | "note_add"
    | "signature_add"
    | "time_add"
    | "time_end"
    | "gate_code_shown";

function useStateWord(): (status: unknown) => string {
  const states = useTranslations("bookings.state");
  return (status) => {
    const known = wordIn(BOOKING_STATES, status);
    return known ? states(known) : "";
  };
}

/** Buttons are named by what there will be afterwards. */
function useWays({ kind, payload, office }: JournalEntry, name: string) {
  const t = useTranslations("sync.way");
  const stateWord = useStateWord();
  const isStep = kind === "booking.transition";
  const now = stateWord(office?.status);
  const isOver = wordIn(OVER, office?.status) !== null;
  if (!isStep || now === "")
    return { apply: t("apply", { name }), note: t("note", { name }), discard: t("discard", { name }) };
  return {
    apply: isOver ? t("reopen", { name }) : t("step", { name, state: stateWord(payload.to) }),
    note: t("keepAndNote", { name, state: now }),
    discard: t("keepAndDrop", { name, state: now }),
  };
}

function usePhoneLines({ payload }: JournalEntry): Line[] {
  const t = useTranslations("sync.field");
  const formats = useFormats();
  const stateWord = useStateWord();
  const { time_zone } = useMember().organization;
  const lines: Line[] = [];
  const add = (label: string, value: ReactNode) => {
    if (value !== null && value !== "") lines.push({ label, value });
  };
  add(t("state"), stateWord(payload.to));
  add(t("reason"), text(payload.outcome_reason) ?? text(payload.reason));
  add(t("question"), text(payload.key));
  add(t("answer"), answerOf(payload));
  add(t("note"), text(payload.body) ?? text(payload.note));
  add(t("caption"), text(payload.caption));
  add(t("signer"), text(payload.signer_name) ?? text(payload.absent_reason));
  const [starts, ends] = [text(payload.starts_at), text(payload.ends_at)];
  if (starts) add(t("time"), <WhenWindow from={starts} to={ends} timeZone={time_zone} />);
  else if (ends) add(t("end"), formats.time(ends, time_zone));
  return lines;
}

function answerOf({ key, value }: Parts): string | null {
  if (key === undefined) return null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? `${value}`
    : "–";
}

function useOfficeLines({ office }: JournalEntry): Line[] {
  const t = useTranslations("sync.field");
  const stateWord = useStateWord();
  const { time_zone } = useMember().organization;
  if (!office) return [{ label: t("state"), value: t("gone") }];
  const lines: Line[] = [];
  const status = stateWord(office.status);
  if (status) lines.push({ label: t("state"), value: status });
  const reason = text(office.status_reason);
  if (reason) lines.push({ label: t("reason"), value: reason });
  const starts = text(office.starts_at);
  if (starts)
    lines.push({
      label: t("time"),
      value: <WhenWindow from={starts} to={text(office.ends_at)} timeZone={time_zone} />,
    });
  return lines;
}
