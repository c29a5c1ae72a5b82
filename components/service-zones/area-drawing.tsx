"use client";

import { useQuery } from "@tanstack/react-query";
import { Trash2, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { AreaMap } from "@/components/shared/map/area-map";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { useFormats } from "@/lib/i18n/client";
import { fetchProperties, propertyKeys } from "@/lib/properties/client";
import { fetchServiceZones, serviceZoneKeys } from "@/lib/service-zones/client";
import { areaKm2, cornersOf, polygonIn, polygonOf, withCorner } from "@/lib/service-zones/rules";
import type { Position } from "@/lib/service-zones/rules";
import { ALL_ZONES } from "./zone-feature";

type AreaDrawingProps = {
  value: unknown;
  /** The zone in hand, which is not among the others. */
  zoneId: string | null;
  onChange: (value: unknown) => void;
};

/** An area drawn on the map, corner by corner. */
export function AreaDrawing({ value, zoneId, onChange }: AreaDrawingProps) {
  const t = useTranslations("service-zones");
  const polygon = polygonIn(value);
  const corners = cornersOf(polygon);
  const [inHand, setInHand] = useState<number | null>(null);
  const chosen = inHand !== null && inHand < corners.length ? inHand : null;
  const surroundings = useSurroundings(zoneId);
  const draw = (next: readonly Position[]) => onChange(polygonOf(next, polygon));
  const remove = (index: number) => draw(corners.toSpliced(index, 1));
  return (
    <div className="grid gap-2">
      <p className="text-13 font-medium">{t("draw")}</p>
      {surroundings ? (
        <AreaMap
          label={t("draw")}
          points={corners}
          {...surroundings}
          chosen={chosen}
          onChoose={setInHand}
          onAdd={(position) => {
            const next = withCorner(corners, position);
            setInHand(next.indexOf(position));
            draw(next);
          }}
          onMove={(index, position) => draw(corners.with(index, position))}
          onRemove={remove}
        />
      ) : (
        <SkeletonBlock className="h-80 w-full" />
      )}
      <p className="text-13 text-text-3">{t("drawHint")}</p>
      <div className="flex min-h-(--control) flex-wrap items-center gap-2">
        <Size corners={corners} />
        {chosen === null ? null : (
          <Button size="sm" icon={<X aria-hidden />} onClick={() => remove(chosen)}>
            {t("removeCorner", { number: chosen + 1 })}
          </Button>
        )}
        {corners.length > 0 ? (
          <Button size="sm" variant="ghost" icon={<Trash2 aria-hidden />} onClick={() => draw([])}>
            {t("clearArea")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Size({ corners }: { corners: readonly Position[] }) {
  const t = useTranslations("service-zones");
  const formats = useFormats();
  const km2 = areaKm2(corners);
  const size = formats.number(km2 < 10 ? Math.round(km2 * 10) / 10 : Math.round(km2));
  return (
    <output className="flex-1 text-13 text-text-2 tabular-nums">
      {corners.length < 3
        ? t("cornersMissing", { count: 3 - corners.length })
        : t("size", { count: corners.length, size })}
    </output>
  );
}

/** The other areas; without any, the town where the company has its first places. */
function useSurroundings(zoneId: string | null) {
  const may = useCan();
  const zones = useQuery({
    queryKey: serviceZoneKeys.list(ALL_ZONES),
    queryFn: ({ signal }) => fetchServiceZones(ALL_ZONES, { limit: 200, signal }),
  });
  const places = useQuery({
    queryKey: propertyKeys.list({}),
    queryFn: ({ signal }) => fetchProperties({}, { signal }),
    enabled: may("read", "properties"),
    staleTime: 300_000,
  });
  // A map that has begun somewhere else would have to leap.
  if (zones.isLoading || places.isLoading) return null;
  const others = (zones.data?.data ?? [])
    .filter(({ id }) => id !== zoneId)
    .map(({ polygon }) => cornersOf(polygon))
    .filter((corners) => corners.length > 0);
  const [around = null] = (places.data?.data ?? []).flatMap(({ lat, lng }) =>
    lat === null || lng === null ? [] : [{ lat, lng }],
  );
  return { others, around };
}
