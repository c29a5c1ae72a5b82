"use client";

import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import type { z } from "zod";
import { ColorChoice } from "@/components/shared/color-choice";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import type { RecordForm } from "@/components/shared/use-record-form";
import { useRecordSheet } from "@/components/shared/use-record-sheet";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { createServiceZone, serviceZoneKeys, updateServiceZone } from "@/lib/service-zones/client";
import { cornersOf, polygonIn } from "@/lib/service-zones/rules";
import { serviceZoneCreate } from "@/lib/service-zones/schema";
import type { ServiceZone, ServiceZoneCreate } from "@/lib/service-zones/schema";
import { PolygonText, PostcodesText } from "./area-fields";

type Write = z.output<typeof serviceZoneCreate>;
type ZoneState = RecordForm<ServiceZoneCreate, Write>;

/** The map comes with its half a megabyte when a zone is opened, and not before. */
const AreaDrawing = lazyShown(() => import("./area-drawing").then((part) => part.AreaDrawing));

const fieldsOf = (zone: ServiceZone | null): ServiceZoneCreate => ({
  name: zone?.name ?? "",
  color: zone?.color ?? 0,
  postcodes: zone?.postcodes ?? [],
  polygon: zone?.polygon ?? null,
  is_active: zone?.is_active ?? true,
});

const LABELS = {
  name: "name",
  postcodes: "postcodes",
  polygon: "polygon",
  is_active: "isActive",
} as const;

function useZoneSheet(zone: ServiceZone | null, onClose: () => void) {
  const t = useTranslations("service-zones");
  const words = useTranslations("records");
  return useRecordSheet<ServiceZone, ServiceZoneCreate, Write>({
    record: zone,
    noun: "zone",
    schema: serviceZoneCreate,
    fieldsOf,
    keys: serviceZoneKeys,
    create: createServiceZone,
    update: updateServiceZone,
    label: (field) =>
      field === "color" ? words("color") : field in LABELS ? t(LABELS[field as keyof typeof LABELS]) : field,
    value: (field, value) => {
      if (typeof value === "boolean") return words(value ? "yes" : "no");
      if (field === "color" && typeof value === "number") return words("colorNumber", { number: value + 1 });
      if (Array.isArray(value)) return value.join(", ") || null;
      if (field === "polygon") return value ? t("area") : null;
      return typeof value === "string" && value !== "" ? value : null;
    },
    onClose,
  });
}

export function ZoneSheet({ zone, onClose }: { zone: ServiceZone | null; onClose: () => void }) {
  const t = useTranslations("service-zones");
  const { state, conflict, isNew } = useZoneSheet(zone, onClose);
  const { form, errorOf } = state;
  return (
    <>
      <FormSheet
        open
        title={isNew ? t("newTitle") : t("editTitle")}
        saveLabel={isNew ? t("add") : t("save")}
        state={state}
        onClose={onClose}
      >
        <Field label={t("name")} error={errorOf("name")}>
          <Input {...form.register("name")} autoComplete="off" />
        </Field>
        <Controller
          control={form.control}
          name="color"
          render={({ field }) => <ColorChoice value={field.value ?? 0} onValueChange={field.onChange} />}
        />
        <AreaFields state={state} zoneId={zone?.id ?? null} />
        <Controller
          control={form.control}
          name="is_active"
          render={({ field }) => (
            <Checkbox checked={field.value ?? true} onCheckedChange={field.onChange} hint={t("isActiveHint")}>
              {t("isActive")}
            </Checkbox>
          )}
        />
      </FormSheet>
      <CompareVersions {...conflict} />
    </>
  );
}

/** Where: by postcodes, by a drawn area, or both. */
function AreaFields({ state, zoneId }: { state: ZoneState; zoneId: string | null }) {
  const t = useTranslations("service-zones");
  const { form, restoredAtMs } = state;
  const { errors } = form.formState;
  const areaProblem = (value: unknown) => {
    const corners = cornersOf(polygonIn(value)).length;
    return corners > 0 && corners < 3 ? t("polygonFew") : t("polygonWrong");
  };
  return (
    <>
      <Field
        label={t("postcodes")}
        hint={t("postcodesHint")}
        error={errors.postcodes ? t("postcodesWrong") : null}
      >
        <Controller
          control={form.control}
          name="postcodes"
          render={({ field }) => (
            <PostcodesText
              key={restoredAtMs}
              value={field.value ?? []}
              onChange={field.onChange}
              onBlur={field.onBlur}
            />
          )}
        />
      </Field>
      <Controller
        control={form.control}
        name="polygon"
        render={({ field }) => (
          <>
            <AreaDrawing value={field.value ?? null} zoneId={zoneId} onChange={field.onChange} />
            <Field
              label={t("polygon")}
              hint={t("polygonHint")}
              error={errors.polygon ? areaProblem(field.value) : null}
            >
              <PolygonText value={field.value ?? null} onChange={field.onChange} onBlur={field.onBlur} />
            </Field>
          </>
        )}
      />
    </>
  );
}
