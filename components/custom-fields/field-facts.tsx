"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { Facts } from "@/components/shared/facts";
import { shownOf } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValue } from "@/lib/custom-fields/schema";
import { useFieldText } from "./field-text";
import { useFields, valuesOf } from "./use-fields";

type FieldFactsProps = {
  entity: FieldEntity;
  record: { custom_fields: Record<string, unknown> };
};

/** What the company keeps of its own of a record; nothing at all where there is nothing. */
export function FieldFacts({ entity, record }: FieldFactsProps) {
  const values = valuesOf(record);
  const shown = shownOf(useFields() ?? [], entity, values);
  if (shown.length === 0) return null;
  return (
    <Facts
      facts={shown.map((field) => ({
        label: field.name,
        value: <Value field={field} value={values[field.key]} />,
      }))}
    />
  );
}

/** The same as a part of a page. */
export function FieldCard(props: FieldFactsProps) {
  const t = useTranslations("custom-fields");
  const shown = shownOf(useFields() ?? [], props.entity, valuesOf(props.record));
  if (shown.length === 0) return null;
  return (
    <Card title={t("title")}>
      <FieldFacts {...props} />
    </Card>
  );
}

function Value({ field, value }: { field: CustomField; value: FieldValue | undefined }) {
  const text = useFieldText()(field, value);
  if (field.type !== "url" || text === null || !/^https?:\/\//i.test(text))
    return <span className="break-words whitespace-pre-wrap">{text}</span>;
  return (
    <a
      href={text}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="inline-flex max-w-full items-center gap-1 text-accent-text hover:underline"
    >
      <span className="truncate">{text.replace(/^https?:\/\/(?:www\.)?/i, "").replace(/\/$/, "")}</span>
      <ExternalLink aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
    </a>
  );
}
