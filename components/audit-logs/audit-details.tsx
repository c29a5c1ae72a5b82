"use client";

import { Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Facts } from "@/components/shared/facts";
import { useMember } from "@/components/shared/member";
import { toldFields } from "@/lib/audit-logs/rules";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { pageOf, useFieldWord } from "./audit-values";
import { StoredValue } from "./stored-value";

const link = "touch-target text-accent-text underline-offset-4 hover:underline";

/** What was before and after, and from where it came. */
export function AuditDetails({ line }: { line: AuditLog }) {
  return (
    <div className="grid gap-4 pt-1 pr-4 pb-4 pl-10">
      <Values line={line} />
      <Origin line={line} />
    </div>
  );
}

function Values({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const word = useFieldWord();
  const fields = toldFields(Object.keys({ ...line.old, ...line.new }));
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
                <StoredValue entity={line.entity} field={field} value={values?.[field]} />
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
  const page = pageOf(line.entity, line.entity_id);
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
