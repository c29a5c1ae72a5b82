"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { When } from "@/components/shared/when";
import { reportOf } from "@/lib/reports/rules";
import { FieldPage } from "../shell/page";
import type { PartProps } from "../visit/part-props";
import { partPath } from "../visit/paths";
import { ReportView } from "./report-view";

/** The report as it stands, and who has signed it. */
export function ReportPage({ visit, settings }: PartProps) {
  const t = useTranslations("field.report");
  const report = useMemo(() => reportOf(visit, settings), [visit, settings]);
  return (
    <FieldPage title={t("title")} back={{ href: partPath(visit.id), label: t("visit") }}>
      <div className="grid gap-4 px-4 py-4">
        <ReportView report={report} visit={visit} />
        <ul className="grid gap-2 text-18">
          {visit.signatures.map((signature) => (
            <li key={signature.id}>
              {signature.kind === "customer"
                ? t("signed", { name: signature.signer_name ?? "" })
                : t("absent", { reason: signature.absent_reason ?? "" })}{" "}
              <span className="text-16 text-text-2">
                <When at={signature.signed_at} timeZone={visit.time_zone} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </FieldPage>
  );
}
