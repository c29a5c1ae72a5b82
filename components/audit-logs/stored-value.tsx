"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useFieldText } from "@/components/custom-fields/field-text";
import { useFields } from "@/components/custom-fields/use-fields";
import { useMember } from "@/components/shared/member";
import type { Permissions, Resource } from "@/lib/auth/rules";
import type { FieldValue } from "@/lib/custom-fields/schema";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { pageOf, useFieldWord, useRightNamed, useStoredValue } from "./audit-values";

type StoredProps = { entity: string; field: string; value: unknown };
type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** One side of one field: words where people have them, a way to the record where it names one. */
export function StoredValue({ entity, field, value }: StoredProps) {
  const show = useStoredValue();
  const formats = useFormats();
  const { slug } = useMember().organization;
  const t = useTranslations("audit-logs");
  const page = field.endsWith("_id") && typeof value === "string" ? pageOf(field.slice(0, -3), value) : null;
  if (page)
    return (
      <Link
        className="touch-target text-accent-text underline-offset-4 hover:underline"
        href={`/o/${slug}${page}`}
      >
        {t("open")}
      </Link>
    );
  if (isWords(value)) return formats.list(value.map((one) => show(entity, field, one) ?? one)) || UNKNOWN;
  if (!isParts(value)) return show(entity, field, value) ?? UNKNOWN;
  if (Object.keys(value).length === 0) return UNKNOWN;
  if (field === "rights") return <Rights rights={value} />;
  if (field === "custom_fields") return <OwnFields entity={entity} values={value} />;
  return <PartList entity={entity} parts={value} />;
}

function PartList({ entity, parts }: { entity: string; parts: Parts }) {
  const word = useFieldWord();
  return (
    <ul className="grid gap-0.5">
      {Object.entries(parts).map(([key, part]) => (
        <li key={key}>
          {word(key)}: <StoredValue entity={entity} field={key} value={part} />
        </li>
      ))}
    </ul>
  );
}

/** What a role may do, a line per kind of record. */
function Rights({ rights }: { rights: Permissions }) {
  const formats = useFormats();
  const named = useRightNamed();
  return (
    <ul className="grid gap-0.5">
      {Object.entries(rights).map(([resource, held]) => (
        <li key={resource}>
          {formats.list(
            Object.entries(held ?? {}).map(([permission, scope]) =>
              named(`${resource as Resource}:${permission}`, scope === "own"),
            ),
          )}
        </li>
      ))}
    </ul>
  );
}

/** By their names, as long as the company has them. */
function OwnFields({ entity, values }: { entity: string; values: Parts }) {
  const fields = useFields() ?? [];
  const textOf = useFieldText();
  return (
    <ul className="grid gap-0.5">
      {Object.entries(values).map(([key, value]) => {
        const known = fields.find((field) => field.entity === entity && field.key === key);
        const text = known ? textOf(known, value as FieldValue) : [value].flat().join(", ");
        return (
          <li key={key}>
            {known?.name ?? key}: {text ?? UNKNOWN}
          </li>
        );
      })}
    </ul>
  );
}
