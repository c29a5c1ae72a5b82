"use client";

import { Map } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { useTranslations } from "use-intl/react";
import { PinMap } from "@/components/shared/map/pin-map";
import { Button } from "@/components/ui/button";
import type { Coordinates } from "@/lib/properties/rules";
import { AddressLookup } from "./address-lookup";
import { PositionField } from "./position-field";
import type { PropertyFormState } from "./property-fields";

/**
 * Two numbers of the record, one field for the person: typed or pasted, taken from the geocoder, or put on a map. NaN
 * is what the schema refuses.
 */
export function FormPosition({ state }: { state: PropertyFormState }) {
  const { form, restoredAtMs } = state;
  // Whoever moves the pin writes into the field, which otherwise keeps the words as they were typed.
  const [moves, setMoves] = useState(0);
  const [lat, lng, address] = useWatch({ control: form.control, name: ["lat", "lng", "address"] });
  const isSet = typeof lat === "number" && typeof lng === "number" && !Number.isNaN(lat);
  const value = isSet ? { lat, lng } : null;
  const write = (next: { lat: number; lng: number } | null) => {
    form.setValue("lat", next?.lat ?? null, { shouldDirty: true, shouldTouch: true });
    form.setValue("lng", next?.lng ?? null, { shouldDirty: true, shouldTouch: true });
  };
  const move = (next: Coordinates) => {
    write(next);
    setMoves((count) => count + 1);
  };
  return (
    <div className="grid gap-3">
      <PositionField
        // A restored draft and a moved pin bring another position than the one the field started with.
        key={`${restoredAtMs} ${moves}`}
        value={value}
        onChange={(next) => write(next === "unreadable" ? { lat: NaN, lng: NaN } : next)}
      />
      {value ? null : <AddressLookup address={address} onTake={move} />}
      <FormMap name={address.line1} value={value} onChange={move} />
    </div>
  );
}

type FormMapProps = { name: string; value: Coordinates | null; onChange: (value: Coordinates) => void };

function FormMap({ name, value, onChange }: FormMapProps) {
  const t = useTranslations("properties.map");
  const [isShown, setIsShown] = useState(false);
  return (
    <div className="grid justify-items-start gap-2">
      <Button
        size="sm"
        icon={<Map aria-hidden />}
        aria-expanded={isShown}
        onClick={() => setIsShown(!isShown)}
      >
        {t(isShown ? "hide" : "place")}
      </Button>
      {isShown ? (
        <div className="grid w-full gap-1">
          <PinMap label={t("label", { name })} value={value} onChange={onChange} />
          <p className="text-12 text-text-3">{t("placeHint")}</p>
        </div>
      ) : null}
    </div>
  );
}
