import type { createTranslator } from "use-intl/core";
import type { Formats } from "@/lib/i18n/format";
import type { Messages } from "@/lib/i18n/messages";
import type { ReportDocument } from "./schema";

/**
 * What a report says, part by part and in words. Page and PDF draw these and nothing else, so that both hold the same.
 * Photos and the signature's picture are named by their file; null where there is none to show.
 */
export type ReportBlock =
  | { kind: "facts"; rows: { label: string; value: string }[] }
  | { kind: "answers"; heading: string; rows: { label: string; value: string; note: string | null }[] }
  | { kind: "prose"; heading: string; paragraphs: string[] }
  | { kind: "photos"; heading: string; photos: ReportPhoto[] }
  | { kind: "signature"; heading: string; sentence: string; fileId: string | null; remark: string | null };

export type ReportPhoto = {
  id: string;
  fileId: string | null;
  label: string;
  caption: string | null;
  missing: string;
};

export type ReportWords = ReturnType<typeof createTranslator<Messages, "service-reports">>;

/** The report of a visit in the language of `t` and `formats`; times in the zone of the site. */
export function reportBlocks(document: ReportDocument, t: ReportWords, formats: Formats): ReportBlock[] {
  const { report } = document;
  return [
    { kind: "facts", rows: facts(document, t, formats) },
    ...report.checklist
      .filter(({ answers }) => answers.length > 0)
      .map(({ name, answers }): ReportBlock => ({
        kind: "answers",
        heading: name,
        rows: answers.map((answer) => ({ ...answer, value: answerWords(answer, t) })),
      })),
    ...(report.notes_for_customer.length > 0
      ? [{ kind: "prose" as const, heading: t("notes"), paragraphs: report.notes_for_customer }]
      : []),
    ...(document.photos.length > 0 ? [photos(document, t, formats)] : []),
    signature(document, t, formats),
  ];
}

function facts(
  { report, visit }: ReportDocument,
  t: ReportWords,
  formats: Formats,
): { label: string; value: string }[] {
  const begun = visit.actual_start ?? visit.starts_at;
  const rows: [string, string | null][] = [
    [t("facts.customer"), report.customer],
    [t("facts.site"), report.site],
    [t("facts.work"), report.title],
    [t("facts.job"), report.job],
    [t("facts.date"), begun && formats.longDay(begun, visit.time_zone)],
    [
      t("facts.time"),
      visit.actual_start &&
        (visit.actual_end
          ? formats.window(visit.actual_start, visit.actual_end, visit.time_zone)
          : formats.time(visit.actual_start, visit.time_zone)),
    ],
    [
      report.technicians.length > 1 ? t("facts.technicians") : t("facts.technician"),
      report.technicians.join(", ") || null,
    ],
    [t("facts.outcome"), outcome(visit, t)],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function outcome(visit: ReportDocument["visit"], t: ReportWords): string | null {
  if (visit.outcome === null) return null;
  if (visit.outcome === "done") return t("facts.done");
  return visit.outcome_reason
    ? t("facts.incomplete", { reason: visit.outcome_reason })
    : t("facts.incompleteOnly");
}

/** "yes" and "no" are the signed form of a yes-or-no answer; numbers and words stand as they were given. */
function answerWords({ value, note }: { value: string | null; note: string | null }, t: ReportWords): string {
  if (value === "yes") return t("answers.yes");
  if (value === "no") return t("answers.no");
  if (value === null) return note ? t("answers.notPossible") : t("answers.none");
  return value;
}

function photos(document: ReportDocument, t: ReportWords, formats: Formats): ReportBlock {
  return {
    kind: "photos",
    heading: t("photos"),
    photos: document.photos.map((photo) => ({
      id: photo.id,
      fileId: photo.file_state === "ready" ? photo.file_id : null,
      label: t("photoLabel", {
        category: t(`categories.${photo.category}`),
        when: formats.dayTime(photo.taken_at, document.visit.time_zone),
      }),
      caption: photo.caption,
      missing: t("photoMissing"),
    })),
  };
}

function signature(
  { signature: signed, visit }: ReportDocument,
  t: ReportWords,
  formats: Formats,
): ReportBlock {
  const block = { kind: "signature" as const, heading: t("signature") };
  if (!signed) return { ...block, sentence: t("unsigned"), fileId: null, remark: null };
  const when = formats.dayTime(signed.signed_at, visit.time_zone);
  const remark = signed.is_current ? null : t("changed");
  if (signed.kind === "absent") {
    const sentence = t("absent", { when, reason: signed.absent_reason ?? "" });
    return { ...block, sentence, fileId: null, remark };
  }
  const sentence = signed.signer_name
    ? t("signed", { name: signed.signer_name, when })
    : t("signedBySomebody", { when });
  return { ...block, sentence, fileId: signed.file_id, remark };
}

/** How the company is reached, a line each. `formatPhone` is passed in, because its tables are too heavy for pages. */
export function contactLines(
  { address, phone, email }: ReportDocument["organization"],
  formatPhone: (phone: string, country: null) => string,
): string[] {
  const reached = [phone && formatPhone(phone, null), email].filter(Boolean).join(" · ");
  return [...(address?.split("\n") ?? []), reached].filter(Boolean);
}
