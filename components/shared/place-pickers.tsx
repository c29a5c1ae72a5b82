"use client";

import { useMemo } from "react";
import { Combobox } from "@/components/ui/combobox";
import { useFormats } from "@/lib/i18n/client";
import { countryCodes } from "@/lib/phone";
import { timeZones, zoneLabel } from "@/lib/places";

type PickerProps = {
  value: string | null;
  onValueChange: (value: string | null) => void;
  /** Said where nothing fits what is typed. */
  empty: string;
  placeholder?: string;
  clearLabel?: string;
  disabled?: boolean;
};

export function CountryPicker(props: PickerProps) {
  const formats = useFormats();
  const countries = useMemo(
    () => [...countryCodes()].sort((a, b) => formats.compare(formats.country(a), formats.country(b))),
    [formats],
  );
  return <Combobox {...props} items={countries} itemKey={(code) => code} itemLabel={formats.country} />;
}

export function TimeZonePicker(props: PickerProps) {
  const formats = useFormats();
  const zones = useMemo(
    () => [...timeZones()].sort((a, b) => formats.compare(zoneLabel(a), zoneLabel(b))),
    [formats],
  );
  return <Combobox {...props} items={zones} itemKey={(zone) => zone} itemLabel={zoneLabel} />;
}
