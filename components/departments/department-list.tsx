"use client";

import { useQuery } from "@tanstack/react-query";
import { Network } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { departmentKeys, fetchDepartments } from "@/lib/departments/client";
import type { Department } from "@/lib/departments/schema";
import { useFormats } from "@/lib/i18n/client";
import { ALL_DEPARTMENTS, departmentFeature } from "./department-feature";
import { nameOf, useLeads } from "./use-leads";

const DepartmentSheet = lazyShown(() => import("./department-sheet").then((form) => form.DepartmentSheet));

export function DepartmentList() {
  const t = useTranslations("departments");
  const formats = useFormats();
  const people = useLeads();
  const { data, error, refetch } = useQuery({
    queryKey: departmentKeys.list(ALL_DEPARTMENTS),
    queryFn: ({ signal }) => fetchDepartments(ALL_DEPARTMENTS, { limit: 200, signal }),
  });
  const rows = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  const lead = (row: Department) => {
    const person = people.find(({ user_id }) => user_id === row.lead_id);
    return person ? nameOf(person) : null;
  };
  const count = (row: Department) =>
    t("people", { count: people.filter(({ department }) => department?.id === row.id).length });
  return (
    <>
      <RecordList
        feature={departmentFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        columns={[
          { id: "lead", header: t("lead"), cell: (row) => lead(row) ?? t("noLead") },
          { id: "people", header: t("peopleHeader"), width: "10rem", cell: count },
        ]}
        meta={(row) => [lead(row), count(row)].filter(Boolean).join(" · ")}
        empty={{
          icon: <Network aria-hidden />,
          text: t("empty"),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      <RecordSheets feature={departmentFeature} rows={rows}>
        {(record, onClose) => <DepartmentSheet department={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}
