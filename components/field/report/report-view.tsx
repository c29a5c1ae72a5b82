"use client";

import { useTranslations } from "use-intl/react";
import type { Report } from "@/lib/reports/rules";
import type { Visit } from "@/lib/sync/schema";
import { PhotoTile } from "../photos/photo-tile";

type ReportViewProps = { report: Report; visit: Visit };

/** What is signed, all of it and nothing else: the words around it are translated, what it says is as it was written. */
export function ReportView({ report, visit }: ReportViewProps) {
  const t = useTranslations("field.report");
  return (
    <article className="grid gap-4 text-18">
      <header className="grid gap-1">
        <h2 className="text-20">{t("heading", { number: report.visit })}</h2>
        <p className="[overflow-wrap:anywhere]">{report.title}</p>
      </header>
      <dl className="grid gap-2 [&_dd]:[overflow-wrap:anywhere] [&_dt]:text-14 [&_dt]:text-text-2">
        <div>
          <dt>{t("customer")}</dt>
          <dd>{report.customer}</dd>
        </div>
        <div>
          <dt>{t("site")}</dt>
          <dd>{report.site}</dd>
        </div>
        <div>
          <dt>{t("job")}</dt>
          <dd>{report.job}</dd>
        </div>
        {report.technicians.length > 0 ? (
          <div>
            <dt>{t("technicians")}</dt>
            <dd>{report.technicians.join(", ")}</dd>
          </div>
        ) : null}
      </dl>
      {keyed(report.checklist, ({ name }) => name).map(({ key, each }) => (
        <Answers key={key} checklist={each} />
      ))}
      <CustomerNotes notes={report.notes_for_customer} />
      <Photos report={report} visit={visit} />
    </article>
  );
}

/** A report has no ids; what is said twice in it is told apart by how often it was said before. */
function keyed<T>(list: readonly T[], nameOf: (each: T) => string): { key: string; each: T }[] {
  const seen = new Map<string, number>();
  return list.map((each) => {
    const name = nameOf(each);
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: `${name}:${count}`, each };
  });
}

const YES_NO = ["yes", "no"] as const;

function Answers({ checklist }: { checklist: Report["checklist"][number] }) {
  const t = useTranslations("field.report");
  const answer = useTranslations("field.answer");
  const words = (value: string | null) => {
    const known = YES_NO.find((each) => each === value);
    return known ? answer(known) : (value ?? "–");
  };
  return (
    <section className="grid gap-1">
      <h3 className="text-16 font-semibold">{checklist.name}</h3>
      <dl className="grid">
        {keyed(checklist.answers, ({ label }) => label).map(({ key, each: { label, value, note } }) => (
          <div key={key} className="grid gap-0.5 edge-b py-2">
            <dt className="text-16 [overflow-wrap:anywhere] text-text-2">{label}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {value === null && note ? t("notPossible") : words(value)}
              {note ? <span className="block text-16 text-text-2">{note}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function CustomerNotes({ notes }: { notes: readonly string[] }) {
  const t = useTranslations("field.report");
  if (notes.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h3 className="text-16 font-semibold">{t("notes")}</h3>
      {keyed(notes, (note) => note).map(({ key, each: note }) => (
        <p key={key} className="[overflow-wrap:anywhere] whitespace-pre-line">
          {note}
        </p>
      ))}
    </section>
  );
}

function Photos({ report, visit }: ReportViewProps) {
  const t = useTranslations("field.report");
  if (report.photos.length === 0) return null;
  const shown = report.photos.flatMap(
    ({ sha256 }) => visit.photos.find((photo) => photo.sha256 === sha256) ?? [],
  );
  return (
    <section className="grid gap-2">
      <h3 className="text-16 font-semibold">{t("photos", { count: report.photos.length })}</h3>
      <ul className="grid grid-cols-3 gap-2">
        {shown.map((photo) => (
          <li key={photo.id}>
            <PhotoTile photo={photo} />
          </li>
        ))}
      </ul>
    </section>
  );
}
