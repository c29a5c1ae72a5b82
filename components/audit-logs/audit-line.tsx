"use client";

import { ChevronRight, Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import { useMember } from "@/components/shared/member";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { pageOf, useFieldWord, useRecordWords, useRightNamed, useStoredValue } from "./audit-values";
import { ACTIONS } from "./filters";

const TONES = { notice: "info", warning: "warning", critical: "danger" } as const;
const link = "touch-target text-accent-text underline-offset-4 hover:underline";

/** A sentence that opens to what was before and after, and from where it came. */
export function AuditLine({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  return (
    <details className="group">
      <summary className="flex min-h-10 cursor-pointer list-none items-start gap-2 rounded-control px-4 py-2 hover:bg-hover">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-text-3 transition-transform group-open:rotate-90"
          strokeWidth={1.75}
        />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <Sentence line={line} />
        </span>
        {line.severity === "info" ? null : (
          <Badge tone={TONES[line.severity]}>{t(`severity.${line.severity}`)}</Badge>
        )}
        <span className="shrink-0 text-13 text-text-3">
          <Age at={line.at} />
        </span>
      </summary>
      <div className="grid gap-4 pt-1 pr-4 pb-4 pl-10">
        <Values line={line} />
        <Origin line={line} />
      </div>
    </details>
  );
}

function useActor({ actor }: AuditLog): string {
  const t = useTranslations("audit-logs");
  if (actor.name) return actor.name;
  const known = (["worker", "operator", "portal", "device", "api_key"] as const).find(
    (kind) => kind === actor.kind,
  );
  return t(`by.${known ?? "unknown"}`);
}

function Sentence({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const formats = useFormats();
  const record = useRecordWords()(line);
  const word = useFieldWord();
  const action = ACTIONS.find((one) => one === line.action);
  const right = useRightNamed();
  const fields =
    line.action === "update"
      ? line.changed.map(word)
      : line.action === "denied"
        ? line.changed.map(right)
        : [];
  const values = {
    actor: useActor(line),
    record,
    fields: formats.list(fields),
    b: (words: React.ReactNode) => <span className="font-medium">{words}</span>,
  };
  if (!action) return t.rich("sentence.other", { ...values, action: line.action });
  return t.rich(action === "update" && fields.length > 0 ? "sentence.fields" : `sentence.${action}`, values);
}

/** Keys that say nothing to a person. */
const SILENT = new Set(["id", "org_id", "version", "created_at", "created_by", "updated_at", "updated_by"]);

function Values({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const word = useFieldWord();
  const show = useStoredValue();
  const fields = Object.keys({ ...line.old, ...line.new }).filter((field) => !SILENT.has(field));
  if (line.erased_at) return <p className="text-text-2">{t("erased")}</p>;
  if (fields.length === 0) return null;
  const sides = [
    { label: t("before"), values: line.old },
    { label: t("after"), values: line.new },
  ].filter(({ values }) => values !== null);
  return (
    <table className="w-full table-fixed text-13">
      <thead className="text-left text-text-3">
        <tr>
          {[t("field"), ...sides.map(({ label }) => label)].map((label) => (
            <th key={label} scope="col" className="py-1 pr-4 font-normal">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field} className="edge-t align-top">
            <th scope="row" className="py-1 pr-4 text-left font-normal [overflow-wrap:anywhere] text-text-2">
              {word(field)}
            </th>
            {sides.map(({ label, values }) => (
              <td key={label} className="py-1 pr-4 [overflow-wrap:anywhere]">
                {show(values?.[field]) ?? UNKNOWN}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Origin({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const { organization } = useMember();
  const base = `/o/${organization.slug}`;
  const page = pageOf(line);
  const facts = [
    { label: t("from"), value: line.ip },
    { label: t("program"), value: line.user_agent },
    { label: t("call"), value: line.path ? `${line.method ?? ""} ${line.path}`.trim() : null },
    {
      label: t("request"),
      value: line.correlation_id ? (
        <Link className={link} href={`${base}/audit-logs?request=${encodeURIComponent(line.correlation_id)}`}>
          <code className="text-12">{line.correlation_id}</code>
        </Link>
      ) : null,
    },
    {
      label: t("record"),
      value: line.entity_id ? (
        <span className="flex flex-wrap gap-x-4">
          {page ? (
            <Link className={link} href={`${base}${page}`}>
              {t("open")}
            </Link>
          ) : null}
          <Link className={link} href={`${base}/audit-logs?record=${line.entity_id}`}>
            {t("allOfRecord")}
          </Link>
        </span>
      ) : null,
    },
    {
      label: t("seal"),
      value: line.is_sealed ? (
        <span className="inline-flex items-center gap-1">
          <Lock aria-hidden className="size-3.5 text-success" strokeWidth={1.75} />
          {t("sealed")}
        </span>
      ) : (
        t("notYetSealed")
      ),
    },
  ];
  return <Facts facts={facts.filter(({ value }) => value !== null)} />;
}
