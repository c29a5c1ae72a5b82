"use client";

import { FileDown } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { awaitsReport } from "@/lib/portal/rules";
import type { PortalState } from "@/lib/portal/schema";
import { buttonLook, CARD, CARD_TITLE } from "@/components/shared/customer-look";
import { usePortalLink } from "./portal-context";

/** What was done: words for the customer, answers, pictures, the signed paper. */
export function ReportCard({ state, now }: { state: PortalState; now: number }) {
  const { report, photos, visit } = state;
  const t = useTranslations("portal.report");
  const formats = useFormats();
  const { id } = usePortalLink();
  const isAwaited = awaitsReport(state, now);
  const isFound = report && (report.pdf_file_id ?? report.signed_at ?? report.summary[0]);
  if (!isFound && photos.length === 0 && !isAwaited) return null;
  return (
    <section className={CARD} aria-labelledby="report-title">
      <h2 id="report-title" className={CARD_TITLE}>
        {t("title")}
      </h2>
      {report?.signed_at ? (
        <p className="mt-1 text-text-2" suppressHydrationWarning>
          {t("signed", {
            name: report.signer_name ?? "",
            moment: formats.dayTime(report.signed_at, visit.time_zone),
          })}
        </p>
      ) : null}
      <Summary report={report} />
      <Photos photos={photos} />
      {report?.pdf_file_id ? (
        <a
          href={`/v/${id}/files/${report.pdf_file_id}`}
          className={buttonLook("secondary", "mt-5 w-full sm:w-auto")}
        >
          <FileDown aria-hidden />
          {t(report.signed_at ? "save" : "saveUnsigned")}
        </a>
      ) : isAwaited ? (
        <p className="mt-4 text-text-2">{t("pending")}</p>
      ) : null}
    </section>
  );
}

type Line = { label: string; value: string };

function Summary({ report }: Pick<PortalState, "report">) {
  const t = useTranslations("portal.report");
  const wordOf = (value: unknown): string => {
    if (value === true || value === "yes") return t("yes");
    if (value === false || value === "no") return t("no");
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const all = (report?.summary ?? []).map(({ label, value }) => ({ label, value: wordOf(value) }));
  const notes = all.filter(({ label, value }) => label === null && value !== "");
  const answers = all.filter((line): line is Line => line.label !== null && line.value !== "");
  return (
    <>
      {notes.map(({ value }) => (
        <p key={value} className="mt-4 whitespace-pre-line">
          {value}
        </p>
      ))}
      {answers.length > 0 ? (
        <dl className="mt-4 grid">
          {answers.map(({ label, value }) => (
            <div key={label} className="flex justify-between gap-4 edge-b py-2 last:border-b-0">
              <dt className="min-w-0 text-text-2">{label}</dt>
              <dd className="max-w-[50%] text-right font-medium tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </>
  );
}

const CATEGORIES = ["before", "after", "problem", "equipment", "document"] as const;

function Photos({ photos }: Pick<PortalState, "photos">) {
  const t = useTranslations("portal.report");
  const { id } = usePortalLink();
  if (photos.length === 0) return null;
  return (
    <ul aria-label={t("photos")} className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3">
      {photos.map(({ file_id: fileId, category, caption }) => {
        const known = CATEGORIES.find((each) => each === category);
        const words = caption ?? (known ? t(`category.${known}`) : t("photo"));
        return (
          <li key={fileId} className="min-w-0">
            <a
              href={`/v/${id}/files/${fileId}?size=medium`}
              target="_blank"
              rel="noreferrer"
              className="block overflow-hidden rounded-card"
            >
              <img
                src={`/v/${id}/files/${fileId}?size=small`}
                alt={words}
                loading="lazy"
                decoding="async"
                className="aspect-[4/3] w-full bg-sunken object-cover"
              />
            </a>
            <p aria-hidden className="mt-1 truncate text-14 text-text-2">
              {words}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
