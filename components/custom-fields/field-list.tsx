"use client";

import { useQuery } from "@tanstack/react-query";
import { ListPlus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Segmented } from "@/components/ui/segmented";
import { ALL_FIELDS, customFieldKeys, fetchCustomFields } from "@/lib/custom-fields/client";
import { FIELD_ENTITIES, inOrder, MOST_FIELDS } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";
import { fieldFeature } from "./field-feature";
import { useShownEntity } from "./use-shown-entity";

const FieldSheet = lazyShown(() => import("./field-sheet").then((form) => form.FieldSheet));
const RemoveField = lazyShown(() => import("./remove-field").then((question) => question.RemoveField));

/** The fields of one kind of record, in the order in which forms ask them. */
export function FieldList() {
  const t = useTranslations("custom-fields");
  const { entity, show } = useShownEntity();
  const [leaving, setLeaving] = useState<CustomField | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: customFieldKeys.list(ALL_FIELDS),
    queryFn: ({ signal }) => fetchCustomFields(signal),
  });
  const all = data?.data;
  const rows = all && inOrder(all.filter((field) => field.entity === entity));
  return (
    <>
      <EntityChoice entity={entity} onShow={show} count={rows?.length ?? 0} />
      <RecordList
        feature={{ ...fieldFeature, ask: setLeaving }}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        beside={(row) => <Marks field={row} />}
        columns={[
          { id: "type", header: t("typeHeader"), width: "26%", cell: (row) => <Kind field={row} /> },
          {
            id: "key",
            header: t("keyHeader"),
            width: "13rem",
            from: "xl",
            cell: (row) => <Key field={row} />,
          },
        ]}
        meta={(row) => <Kind field={row} />}
        empty={{
          icon: <ListPlus aria-hidden />,
          text: t(`empty.${entity}`),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      <RecordSheets feature={fieldFeature} rows={all}>
        {(record, onClose) => <FieldSheet field={record} entity={entity} onClose={onClose} />}
      </RecordSheets>
      {leaving ? <RemoveField key={leaving.id} field={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}

type EntityChoiceProps = { entity: FieldEntity; onShow: (entity: FieldEntity) => void; count: number };

function EntityChoice({ entity, onShow, count }: EntityChoiceProps) {
  const t = useTranslations("custom-fields");
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <Segmented
        aria-label={t("of")}
        value={entity}
        onValueChange={onShow}
        options={FIELD_ENTITIES.map((value) => ({ value, label: t(`entities.${value}`) }))}
        className="max-sm:w-full max-sm:overflow-x-auto"
      />
      {count > 0 ? (
        <span className="text-13 text-text-3 tabular-nums">{t("count", { count, most: MOST_FIELDS })}</span>
      ) : null}
    </div>
  );
}

function Key({ field }: { field: CustomField }) {
  return <code className="truncate font-mono text-13 text-text-3">{field.key}</code>;
}

/** Only what is out of the ordinary is marked. */
function Marks({ field }: { field: CustomField }) {
  const t = useTranslations("custom-fields");
  return (
    <>
      {field.is_required ? <Badge>{t("required")}</Badge> : null}
      {field.is_active ? null : <Badge tone="quiet">{t("off")}</Badge>}
    </>
  );
}

function Kind({ field }: { field: CustomField }) {
  const t = useTranslations("custom-fields");
  const offered = field.options.filter(({ is_active }) => is_active).map(({ label }) => label);
  return (
    <span className="truncate text-text-2">
      {t(`types.${field.type}`)}
      {offered.length > 0 ? <span className="text-text-3">: {offered.join(", ")}</span> : null}
    </span>
  );
}
