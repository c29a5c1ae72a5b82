"use client";

import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { checklistKeys, fetchChecklists } from "@/lib/checklists/client";
import type { Checklist } from "@/lib/checklists/schema";
import { useFormats } from "@/lib/i18n/client";
import { ALL_CHECKLISTS, checklistFeature } from "./checklist-feature";

const ChecklistSheet = lazyShown(() => import("./checklist-sheet").then((form) => form.ChecklistSheet));

export function ChecklistList() {
  const t = useTranslations("checklists");
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: checklistKeys.list(ALL_CHECKLISTS),
    queryFn: ({ signal }) => fetchChecklists(ALL_CHECKLISTS, { limit: 200, signal }),
  });
  const rows = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  return (
    <>
      <RecordList
        feature={checklistFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        columns={[
          {
            id: "questions",
            header: t("questionsHeader"),
            width: "60%",
            cell: (row) => <Questions list={row} />,
          },
        ]}
        meta={(row) => <Questions list={row} />}
        empty={{
          icon: <ListChecks aria-hidden />,
          text: t("empty"),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      <RecordSheets feature={checklistFeature} rows={rows}>
        {(record, onClose) => <ChecklistSheet list={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}

/** How many, and how they begin: who may not open the sheet still learns what is asked. */
function Questions({ list: { items } }: { list: Checklist }) {
  const t = useTranslations("checklists");
  const required = items.filter((item) => item.required).length;
  return (
    <span>
      <span className="tabular-nums">
        {t("count", { count: items.length })}
        {required > 0 ? `, ${t("required", { count: required })}` : null}
      </span>{" "}
      <span className="text-text-3">{items.map(({ label }) => label).join(" · ")}</span>
    </span>
  );
}
