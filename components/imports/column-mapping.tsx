"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useAskedFields } from "@/components/custom-fields/use-fields";
import { Card } from "@/components/shared/card";
import { FormProblem } from "@/components/shared/error-card";
import { CountrySelect } from "@/components/shared/place-selects";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { hasName, IMPORT_FIELDS, isOwnField, ownFieldOf, type Mapping } from "@/lib/imports/rules";
import type { Import } from "@/lib/imports/schema";
import { useImportWrites } from "./use-imports";

const LEFT_OUT = "-";

/** What is said of the columns on this page, and whether it differs from what the rows were judged by. */
function useReading(found: Import) {
  const [chosen, setChosen] = useState<Mapping>(found.mapping);
  const own = useAskedFields("customer");
  // A field that was removed since is no choice any more: its column is left out.
  const isAsked = (field: Mapping[number]) =>
    !own || !isOwnField(field) || own.some(({ key }) => ownFieldOf(key) === field);
  const mapping: Mapping = chosen.map((field) => (isAsked(field) ? field : null));
  const [country, setCountry] = useState(found.country);
  const [areaCode, setAreaCode] = useState(found.area_code ?? "");
  const typed = areaCode.trim();
  return {
    mapping,
    country,
    areaCode,
    setCountry,
    setAreaCode,
    setField: (column: number, field: Mapping[number]) =>
      setChosen(mapping.map((held, place) => (place === column ? field : held))),
    body: { mapping, country, area_code: typed },
    isAreaCode: /^(\d{2,6})?$/.test(typed),
    isChanged:
      mapping.some((field, column) => field !== found.mapping[column]) ||
      country !== found.country ||
      typed !== (found.area_code ?? ""),
  };
}

/** What each column is, beside what stands in it. The counts above follow when it is checked again. */
export function ColumnMapping({ found }: { found: Import }) {
  const t = useTranslations("imports");
  const { update } = useImportWrites(found);
  const reading = useReading(found);
  const { mapping, isAreaCode, isChanged } = reading;
  const isChecking = found.state === "checking";
  return (
    <Card title={t("columns")}>
      <div className="grid gap-5">
        <p className="text-13 text-text-2">{t("columnsHint")}</p>
        <Columns found={found} mapping={mapping} onChange={reading.setField} />
        <Places reading={reading} />
        <div className="grid justify-items-start gap-3">
          {isChanged && !isChecking ? <p className="text-13 text-text-2">{t("unapplied")}</p> : null}
          {hasName(mapping) ? null : <p className="text-13 text-danger">{t("needsName")}</p>}
          <Button
            busy={update.isPending || isChecking}
            disabled={!isAreaCode || !hasName(mapping) || (!isChanged && !isChecking)}
            onClick={() => update.mutate(reading.body)}
          >
            {isChecking ? t("applying") : t("apply")}
          </Button>
          <FormProblem error={update.error} />
        </div>
      </div>
    </Card>
  );
}

function Places({ reading }: { reading: ReturnType<typeof useReading> }) {
  const t = useTranslations("imports");
  return (
    <div className="grid max-w-xl gap-4 sm:grid-cols-2">
      <Field label={t("country")} hint={t("countryHint")}>
        <CountrySelect value={reading.country} onChange={reading.setCountry} />
      </Field>
      <Field
        label={t("areaCode")}
        hint={t("areaCodeHint")}
        error={reading.isAreaCode ? null : t("areaCodeWrong")}
      >
        <Input
          value={reading.areaCode}
          inputMode="numeric"
          onChange={(event) => reading.setAreaCode(event.currentTarget.value)}
        />
      </Field>
    </div>
  );
}

type ColumnsProps = {
  found: Import;
  mapping: Mapping;
  onChange: (column: number, field: Mapping[number]) => void;
};

/** What a column can be: what every customer has, and behind it the company's own fields. */
function useTargets(): { value: NonNullable<Mapping[number]>; label: string }[] {
  const t = useTranslations("imports");
  const own = useAskedFields("customer") ?? [];
  return [
    ...IMPORT_FIELDS.map((field) => ({ value: field, label: t(`field.${field}`) })),
    ...own.map(({ key, name }) => ({ value: ownFieldOf(key), label: name })),
  ];
}

function Columns({ found, mapping, onChange }: ColumnsProps) {
  const t = useTranslations("imports");
  const targets = useTargets();
  const options = [{ value: LEFT_OUT as string, label: t("leaveOut") }, ...targets];
  return (
    <ul className="divide-y divide-border">
      {found.headings.map((heading, column) => {
        const name = heading || t("column", { number: column + 1 });
        return (
          // Columns have no other name than their place: two may have the same heading.
          // oxlint-disable-next-line no-array-index-key
          <li key={column} className="grid items-center gap-x-4 gap-y-1.5 py-2.5 sm:grid-cols-[1fr_14rem]">
            <div className="min-w-0">
              <p className="truncate font-medium">{name}</p>
              <p className="truncate text-13 text-text-3">{samplesOf(found, column) || "–"}</p>
            </div>
            <Select
              aria-label={t("columnOf", { name })}
              options={options}
              value={mapping[column] ?? LEFT_OUT}
              onValueChange={(value) =>
                onChange(column, targets.find((target) => target.value === value)?.value ?? null)
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

const SHOWN_SAMPLES = 3;

function samplesOf({ samples }: Import, column: number): string {
  const cells = samples.map((row) => row[column]?.replace(/\s+/g, " ").trim() ?? "");
  return [...new Set(cells.filter((cell) => cell !== ""))].slice(0, SHOWN_SAMPLES).join(" · ");
}
