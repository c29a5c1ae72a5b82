"use client";

import { useQuery } from "@tanstack/react-query";
import { MapPinned } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ColorDot } from "@/components/shared/color-choice";
import { RecordList, RecordSheets } from "@/components/shared/record-list";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchServiceZones, serviceZoneKeys } from "@/lib/service-zones/client";
import type { ServiceZone } from "@/lib/service-zones/schema";
import { ALL_ZONES, zoneFeature } from "./zone-feature";

const ZoneSheet = lazyShown(() => import("./zone-sheet").then((form) => form.ZoneSheet));

export function ZoneList() {
  const t = useTranslations("service-zones");
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: serviceZoneKeys.list(ALL_ZONES),
    queryFn: ({ signal }) => fetchServiceZones(ALL_ZONES, { limit: 200, signal }),
  });
  const rows = data?.data.toSorted((one, other) => formats.compare(one.name, other.name));
  return (
    <>
      <RecordList
        feature={zoneFeature}
        caption={t("label")}
        rows={rows}
        error={error}
        errorTitle={t("error")}
        onRetry={() => void refetch()}
        nameHeader={t("nameHeader")}
        before={(row) => <ColorDot color={row.color} />}
        beside={(row) => (row.is_active ? null : <Badge tone="quiet">{t("off")}</Badge>)}
        columns={[
          {
            id: "postcodes",
            header: t("postcodesHeader"),
            width: "40%",
            cell: (row) => <Postcodes zone={row} />,
          },
          {
            id: "area",
            header: t("areaHeader"),
            width: "9rem",
            from: "lg",
            cell: (row) => (row.polygon ? t("area") : null),
          },
        ]}
        meta={(row) => <Postcodes zone={row} />}
        empty={{
          icon: <MapPinned aria-hidden />,
          text: t("empty"),
          action: t("add"),
          reader: t("emptyReader"),
        }}
      />
      <RecordSheets feature={zoneFeature} rows={rows}>
        {(record, onClose) => <ZoneSheet zone={record} onClose={onClose} />}
      </RecordSheets>
    </>
  );
}

/** Few are told, many are counted. */
function Postcodes({ zone: { postcodes } }: { zone: ServiceZone }) {
  const t = useTranslations("service-zones");
  if (postcodes.length > 8) return t("count", { count: postcodes.length });
  return <span className="text-text-2 tabular-nums">{postcodes.join(", ")}</span>;
}
