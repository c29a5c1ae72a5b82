"use client";

import { useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ColorDot } from "@/components/shared/color-choice";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import type { ServiceType } from "@/lib/service-types/schema";
import { ALL_TYPES, typeFeature } from "./type-feature";

const TypeSheet = lazyShown(() => import("./type-sheet").then((form) => form.TypeSheet));

/** In the order the company gave them, which is the order of every picker. */
export function TypeList() {
  const t = useTranslations("service-types");
  const { data, error, refetch } = useQuery({
    queryKey: serviceTypeKeys.list(ALL_TYPES),
    queryFn: ({ signal }) => fetchServiceTypes(ALL_TYPES, { limit: 200, signal }),
  });
  const rows = data?.data;
  return (
    <>
      <RecordList
        feature={typeFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        before={(row) => <ColorDot color={row.color} />}
        beside={(row) => <Marks type={row} />}
        columns={[
          { id: "time", header: t("durationHeader"), width: "12rem", cell: (row) => <Time type={row} /> },
          {
            id: "skills",
            header: t("skillsHeader"),
            width: "25%",
            from: "xl",
            cell: (row) => (
              <span className="text-text-2">{row.skills.map(({ name }) => name).join(", ")}</span>
            ),
          },
          {
            id: "price",
            header: t("priceHeader"),
            width: "7rem",
            align: "end",
            cell: (row) => <Price type={row} />,
          },
        ]}
        meta={(row) => <Time type={row} />}
        empty={{ icon: <Wrench aria-hidden />, text: t("empty"), action: t("add"), reader: t("emptyReader") }}
      />
      <RecordSheets feature={typeFeature} rows={rows}>
        {(record, onClose) => <TypeSheet type={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}

/** Only what is out of the ordinary is marked. */
function Marks({ type }: { type: ServiceType }) {
  const t = useTranslations("service-types");
  return (
    <>
      {type.priority === "urgent" || type.priority === "high" ? (
        <Badge tone={type.priority === "urgent" ? "warning" : "plain"}>
          {t(`priorities.${type.priority}`)}
        </Badge>
      ) : null}
      {type.is_active ? null : <Badge tone="quiet">{t("off")}</Badge>}
    </>
  );
}

function Time({ type }: { type: ServiceType }) {
  const t = useTranslations("service-types");
  const formats = useFormats();
  const { duration_min, buffer_before_min: before, buffer_after_min: after } = type;
  return (
    <span className="tabular-nums">
      {formats.duration(duration_min)}
      {before + after > 0 ? <span className="text-text-3"> {t("buffers", { before, after })}</span> : null}
    </span>
  );
}

function Price({ type: { price } }: { type: ServiceType }) {
  const t = useTranslations("service-types");
  const formats = useFormats();
  if (!price) return <span className="text-text-3">–</span>;
  return price.amount === 0 ? t("free") : formats.money(price);
}
