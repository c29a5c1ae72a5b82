"use client";

import { MapPin } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { Input, InputWith } from "@/components/ui/input";
import { formatCoordinates, parseCoordinates } from "@/lib/properties/rules";
import type { ResourceFormState } from "./resource-fields";

/** Where the day starts: in words for people, as a position for the travel that is reckoned from it. */
export function HomeFields({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  const { form, errorOf, restoredAtMs } = state;
  return (
    <fieldset className="grid gap-4">
      <legend className="sr-only">{t("form.home")}</legend>
      <Field label={t("form.homeAddress")} hint={t("form.homeHint")} error={errorOf("home.address")}>
        <Input {...form.register("home.address")} autoComplete="off" />
      </Field>
      {/* A restored draft brings another position than the one the field started with. */}
      <HomePosition key={restoredAtMs} state={state} />
    </fieldset>
  );
}

function HomePosition({ state }: { state: ResourceFormState }) {
  const t = useTranslations("resources");
  const { form } = state;
  const [lat, lng] = useWatch({ control: form.control, name: ["home.lat", "home.lng"] });
  const isSet = typeof lat === "number" && typeof lng === "number" && !Number.isNaN(lat);
  const [text, setText] = useState(isSet ? formatCoordinates({ lat, lng }) : "");
  const [isUnreadable, setIsUnreadable] = useState(false);
  const read = (next: string) => {
    setText(next);
    const result = next.trim() === "" ? null : parseCoordinates(next);
    setIsUnreadable(result?.ok === false);
    // NaN is what the schema refuses: what was pasted is not silently dropped.
    const position = result === null ? null : result.ok ? result.coordinates : { lat: NaN, lng: NaN };
    form.setValue("home.lat", position?.lat ?? null, { shouldDirty: true });
    form.setValue("home.lng", position?.lng ?? null, { shouldDirty: true });
  };
  return (
    <Field
      label={t("form.position")}
      hint={t("form.positionHint")}
      error={isUnreadable ? t("form.positionUnreadable") : null}
    >
      <InputWith
        name="position"
        value={text}
        onChange={(event) => read(event.target.value)}
        placeholder={t("form.positionPlaceholder")}
        autoComplete="off"
        spellCheck={false}
        before={<MapPin aria-hidden strokeWidth={1.75} />}
      />
    </Field>
  );
}
