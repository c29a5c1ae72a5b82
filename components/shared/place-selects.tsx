"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { Combobox } from "@/components/ui/combobox";
import { useFormats } from "@/lib/i18n/client";
import { COUNTRIES } from "@/lib/i18n/countries";
import { TimeZonePicker } from "./place-pickers";

type SelectProps = { value: string | null; onChange: (value: string) => void; disabled?: boolean };
type Choice = { value: string; label: string };

const keyOf = (choice: Choice) => choice.value;
const labelOf = (choice: Choice) => choice.label;

type ChoiceSelectProps = SelectProps & { choices: readonly Choice[]; empty: string };

function ChoiceSelect({ choices, value, onChange, empty, disabled }: ChoiceSelectProps) {
  return (
    <Combobox
      items={choices}
      value={choices.find((choice) => choice.value === value) ?? null}
      onValueChange={(choice) => (choice ? onChange(choice.value) : undefined)}
      itemKey={keyOf}
      itemLabel={labelOf}
      empty={empty}
      disabled={disabled}
    />
  );
}

/** All countries by name in the reader's language. */
export function CountrySelect(props: SelectProps) {
  const t = useTranslations("shared.place");
  const formats = useFormats();
  const choices = useMemo(
    () =>
      COUNTRIES.map((value) => ({ value, label: formats.country(value) })).sort((a, b) =>
        formats.compare(a.label, b.label),
      ),
    [formats],
  );
  return <ChoiceSelect {...props} choices={choices} empty={t("noCountry")} />;
}

/** Every IANA zone this runtime knows, found by the town in its name. */
export function TimeZoneSelect(props: SelectProps) {
  const t = useTranslations("shared.place");
  return (
    <TimeZonePicker
      value={props.value}
      onValueChange={(zone) => (zone ? props.onChange(zone) : undefined)}
      disabled={props.disabled}
      empty={t("noZone")}
    />
  );
}

/** Every currency, found by code or name. */
export function CurrencySelect(props: SelectProps) {
  const t = useTranslations("shared.place");
  const formats = useFormats();
  const choices = useMemo(
    () =>
      Intl.supportedValuesOf("currency").map((value) => ({
        value,
        label: `${value}, ${formats.currency(value)}`,
      })),
    [formats],
  );
  return <ChoiceSelect {...props} choices={choices} empty={t("noCurrency")} />;
}
