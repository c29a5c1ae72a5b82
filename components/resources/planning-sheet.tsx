"use client";

import { useQuery } from "@tanstack/react-query";
import { Controller } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { FormSheet } from "@/components/shared/form-sheet";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Resource } from "@/lib/resources/schema";
import { fetchServiceZones, serviceZoneKeys } from "@/lib/service-zones/client";
import { usePartsForm } from "./use-parts-form";

type State = ReturnType<typeof usePartsForm>;

const NO_LIMIT = { max_minutes: null, max_visits: null, urgent_reserve_min: null };

const partsOf = (resource: Resource) => ({
  zone_ids: resource.zones.map((zone) => zone.id),
  daily_limit: resource.daily_limit ?? NO_LIMIT,
});

/** An empty number is "no limit", not zero. */
const numberOrNull = {
  setValueAs: (value: unknown) => (value === "" || value === null ? null : Number(value)),
};

export function PlanningSheet({ resource, onClose }: { resource: Resource; onClose: () => void }) {
  const t = useTranslations("resources");
  const state = usePartsForm({ resource, partsOf, name: "planning", onClose });
  return (
    <>
      <FormSheet
        open
        title={t("planning.edit")}
        saveLabel={t("planning.save")}
        state={state}
        onClose={onClose}
      >
        <ZoneChoice state={state} />
        <LimitFields state={state} />
      </FormSheet>
      <CompareVersions {...state.conflict} />
    </>
  );
}

function LimitFields({ state: { form, errorOf } }: { state: State }) {
  const t = useTranslations("resources");
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-13 font-medium">{t("planning.limit")}</legend>
      <Field
        label={t("planning.maxVisits")}
        hint={t("planning.emptyHint")}
        error={errorOf("daily_limit.max_visits")}
      >
        <Input
          type="number"
          min={1}
          inputMode="numeric"
          {...form.register("daily_limit.max_visits", numberOrNull)}
        />
      </Field>
      <Field label={t("planning.maxMinutes")} error={errorOf("daily_limit.max_minutes")}>
        <Input
          type="number"
          min={1}
          inputMode="numeric"
          {...form.register("daily_limit.max_minutes", numberOrNull)}
        />
      </Field>
      <Field
        label={t("planning.reserveMinutes")}
        hint={t("planning.reserveHint")}
        error={errorOf("daily_limit.urgent_reserve_min")}
      >
        <Input
          type="number"
          min={1}
          inputMode="numeric"
          {...form.register("daily_limit.urgent_reserve_min", numberOrNull)}
        />
      </Field>
    </fieldset>
  );
}

function ZoneChoice({ state }: { state: State }) {
  const t = useTranslations("resources");
  const { data } = useQuery({
    queryKey: serviceZoneKeys.list({}),
    queryFn: ({ signal }) => fetchServiceZones({}, { limit: 200, signal }),
  });
  const zones = data?.data;
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-2 text-13 font-medium">{t("planning.zones")}</legend>
      {zones?.length === 0 ? <p className="text-text-2">{t("planning.noZones")}</p> : null}
      <Controller
        control={state.form.control}
        name="zone_ids"
        render={({ field }) => (
          <>
            {(zones ?? []).map((zone) => {
              const chosen = field.value ?? [];
              return (
                <Checkbox
                  key={zone.id}
                  checked={chosen.includes(zone.id)}
                  onCheckedChange={(isChosen) =>
                    field.onChange(isChosen ? [...chosen, zone.id] : chosen.filter((id) => id !== zone.id))
                  }
                >
                  {zone.name}
                </Checkbox>
              );
            })}
          </>
        )}
      />
      <p className="text-13 text-text-3">{t("planning.zonesHint")}</p>
    </fieldset>
  );
}
