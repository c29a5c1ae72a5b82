"use client";

import { CircleAlert } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { choicesOf, numberOf } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValue } from "@/lib/custom-fields/schema";

/** Select knows no null: this stands for "no answer", which is no key of a choice. */
const NONE = "-";

type FieldInputProps = {
  field: CustomField;
  value: FieldValue | undefined;
  /** What the record had when the form was opened: choices taken back since may stay. */
  stored: FieldValue | undefined;
  error: string | null;
  onChange: (value: FieldValue) => void;
  onBlur: () => void;
};

/** The input that fits a field's type. */
export function FieldInput(props: FieldInputProps) {
  const { field, error } = props;
  const t = useTranslations("custom-fields");
  if (field.type === "multi_choice") return <ChoicesInput {...props} />;
  return (
    <Field
      label={field.name}
      hint={field.description}
      error={error}
      optional={field.is_required ? t("required") : undefined}
    >
      <SingleInput {...props} />
    </Field>
  );
}

const wordsOf = (value: FieldValue | undefined): string => (typeof value === "string" ? value : "");

function SingleInput(props: FieldInputProps) {
  const { field, value, onChange, onBlur } = props;
  const common = { onBlur, autoComplete: "off" };
  switch (field.type) {
    case "number":
      return <NumberInput {...props} />;
    case "yes_no":
    case "choice":
      return <ChoiceInput {...props} />;
    case "text":
      return (
        <Textarea
          {...common}
          rows={1}
          value={wordsOf(value)}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-(--control)"
        />
      );
    default:
      return (
        <Input
          {...common}
          type={field.type === "date" ? "date" : "url"}
          inputMode={field.type === "url" ? "url" : undefined}
          value={wordsOf(value)}
          onChange={(event) => onChange(event.target.value)}
          className={field.type === "date" ? "tabular-nums" : undefined}
        />
      );
  }
}

/** Keeps the words as they are typed; the form holds the number they say. */
function NumberInput({ value, onChange, onBlur }: FieldInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = value === null || value === undefined ? "" : String(value);
  const isSame = typed !== null && numberOf(typed) === (value ?? null);
  return (
    <Input
      value={isSame ? typed : shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(numberOf(event.target.value));
      }}
      onBlur={onBlur}
      inputMode="decimal"
      autoComplete="off"
      className="tabular-nums"
    />
  );
}

function ChoiceInput({ field, value, stored, onChange }: FieldInputProps) {
  const t = useTranslations("custom-fields");
  const isYesNo = field.type === "yes_no";
  const offered = isYesNo
    ? [
        { value: "true", label: t("yes") },
        { value: "false", label: t("no") },
      ]
    : choicesOf(field, stored).map(({ key, label }) => ({ value: key, label }));
  const chosen = value === null || value === undefined || value === "" ? NONE : String(value);
  return (
    <Select
      value={chosen}
      onValueChange={(next) => {
        if (next === NONE) onChange(null);
        else onChange(isYesNo ? next === "true" : next);
      }}
      options={[{ value: NONE, label: t("noAnswer") }, ...offered]}
    />
  );
}

/** All choices stand there to be ticked. */
function ChoicesInput({ field, value, stored, error, onChange }: FieldInputProps) {
  const labelId = useId();
  const errorId = useId();
  const t = useTranslations("custom-fields");
  const chosen: readonly string[] = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <div role="group" aria-labelledby={labelId} aria-describedby={errorId} className="grid gap-1.5">
      <p id={labelId} className="flex items-baseline gap-2 text-13 font-medium">
        {field.name}
        {field.is_required ? <span className="text-12 font-normal text-text-3">{t("required")}</span> : null}
      </p>
      <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
        {choicesOf(field, stored).map(({ key, label }) => (
          <Checkbox
            key={key}
            checked={chosen.includes(key)}
            onCheckedChange={(isChosen) =>
              onChange(isChosen ? [...chosen, key] : chosen.filter((each) => each !== key))
            }
          >
            {label}
          </Checkbox>
        ))}
      </div>
      {field.description ? <p className="text-13 text-text-3">{field.description}</p> : null}
      <p id={errorId} className="flex items-start gap-1.5 text-13 text-danger empty:hidden">
        {error ? (
          <>
            <CircleAlert aria-hidden className="mt-px size-4 shrink-0" strokeWidth={1.75} />
            <span>{error}</span>
          </>
        ) : null}
      </p>
    </div>
  );
}
