"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FieldInput } from "@/components/custom-fields/field-input";
import { knownFieldWord } from "@/components/shared/field-words";
import { Button } from "@/components/ui/button";
import { hasValue, problemOf } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";
import type { PartProps } from "./who-part";

type OwnFieldsProps = PartProps & { asked: readonly CustomField[] };

/** What is required stands open; the rest of them can wait until somebody has the time. */
export function OwnFields({ asked, ...part }: OwnFieldsProps) {
  const t = useTranslations("planning.own");
  const rest = asked.filter(({ is_required }) => !is_required);
  // What was typed before a reload, or was refused, is not hidden.
  const [isOpen, setIsOpen] = useState(() =>
    rest.some(({ entity, key }) => hasValue(part.form.fields[entity]?.[key])),
  );
  const isShown = isOpen || rest.some(({ entity, key }) => part.errorOf(nameOf(entity, key)));
  return (
    <div className="grid gap-3">
      {asked.map((field) => (field.is_required ? <OwnField key={field.id} {...part} field={field} /> : null))}
      {rest.length > 0 ? (
        <Button
          size="sm"
          variant="ghost"
          aria-expanded={isShown}
          icon={<ChevronRight aria-hidden className={isShown ? "rotate-90" : undefined} />}
          className="-ms-2 max-w-full shrink justify-self-start"
          onClick={() => setIsOpen(!isOpen)}
        >
          <span className="truncate">{t("more", { names: rest.map(({ name }) => name).join(", ") })}</span>
        </Button>
      ) : null}
      {isShown ? rest.map((field) => <OwnField key={field.id} {...part} field={field} />) : null}
    </div>
  );
}

const nameOf = (entity: string, key: string) => `${entity}.custom_fields.${key}`;

function OwnField({ field, form, set, errorOf }: PartProps & { field: CustomField }) {
  const t = useTranslations("shared.fields");
  const [isLeft, setIsLeft] = useState(false);
  const values = form.fields[field.entity];
  const value = values?.[field.key];
  const problem = isLeft && hasValue(value) ? problemOf(field, value, undefined) : null;
  return (
    <div data-asked data-answered={hasValue(value) || undefined}>
      <FieldInput
        field={field}
        value={value}
        stored={undefined}
        error={errorOf(nameOf(field.entity, field.key)) ?? (problem ? t(knownFieldWord(problem)) : null)}
        onChange={(next) =>
          set({ fields: { ...form.fields, [field.entity]: { ...values, [field.key]: next } } })
        }
        onBlur={() => setIsLeft(true)}
      />
    </div>
  );
}
