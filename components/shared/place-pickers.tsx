"use client";

import { useMemo } from "react";
import { Combobox } from "@/components/ui/combobox";
import { useFormats } from "@/lib/i18n/client";
import { COUNTRIES } from "@/lib/i18n/countries";
import { timeZones, townOf } from "@/lib/places";

/** Those in which an address can have a telephone: the tables of `lib/phone` know three more, and one of these not. */
const CODES = [...COUNTRIES.filter((code) => code !== "PN"), "AC", "EH", "TA"];

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
    () => [...CODES].sort((a, b) => formats.compare(formats.country(a), formats.country(b))),
    [formats],
  );
  return <Combobox {...props} items={countries} itemKey={(code) => code} itemLabel={formats.country} />;
}

export function TimeZonePicker(props: PickerProps) {
  const formats = useFormats();
  const zones = useMemo(
    // By town: what all zones are called in words takes too long for a form that only shows one.
    () => [...timeZones()].sort((a, b) => formats.compare(townOf(a), townOf(b))),
    [formats],
  );
  return (
    <Combobox
      {...props}
      value={props.value || null}
      items={zones}
      itemKey={(zone) => zone}
      itemLabel={formats.zone}
    />
  );
}
