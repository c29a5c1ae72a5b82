"use client";

import { ChevronRight, Pencil, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FieldChange } from "@/components/shared/diff-fields";
import { Age } from "@/components/shared/when";
import type { Change } from "@/lib/history/schema";
import { useFormats } from "@/lib/i18n/client";
import { knownFields, useChangeValue } from "./change-values";
import type { KnownField } from "./change-values";

const ENTITIES = ["customer", "contact", "property", "job", "booking", "booking_request"] as const;
const OPERATIONS = ["created", "updated", "deleted", "restored"] as const;
const ICONS = { created: Plus, updated: Pencil, deleted: Trash2, restored: RotateCcw };
/** Long texts and many fields unfold; two short ones stand there at once. */
const FOLD_FROM = 3;
const LONG_TEXT = 160;

/** Machines have no name of their own: they act for Callout. */
function useActor(actor: Change["actor"]): string {
  const t = useTranslations("history");
  if (actor?.name) return actor.name;
  if (actor?.kind === "worker" || actor?.kind === "system") return t("by.system");
  return actor?.kind === "operator" ? t("by.operator") : t("by.unknown");
}

function textOf(values: Change["new"], field: string): string | null {
  const value = values?.[field];
  return typeof value === "string" && value !== "" ? value : null;
}

type ChangeEntryProps = {
  change: Change;
  /** What the record is called now, for changes that do not say it themselves. */
  nameOf: (id: string) => string | null;
};

/** One line as a sentence, and below it each field from what to what. */
export function ChangeEntry({ change, nameOf }: ChangeEntryProps) {
  const t = useTranslations("history");
  const formats = useFormats();
  const actor = useActor(change.actor);
  const entity = ENTITIES.find((known) => known === change.entity);
  const operation = OPERATIONS.find((known) => known === change.operation);
  if (!entity || !operation) return null;
  const fields = operation === "updated" ? knownFields(change.changed ?? []) : [];
  // A change of nothing a person can see (a search key, a stamp) is no line.
  if (operation === "updated" && fields.length === 0) return null;
  const own =
    textOf(change.new, "name") ??
    textOf(change.new, "line1") ??
    textOf(change.new, "number") ??
    textOf(change.old, "name") ??
    textOf(change.old, "line1");
  const Icon = ICONS[operation];
  return (
    <li className="flex gap-3">
      <span className="mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full bg-hover text-text-2">
        <Icon aria-hidden className="size-3.5" strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 break-words">
            {t.rich(`${entity}.${operation}`, {
              actor,
              name: nameOf(change.entity_id) ?? own ?? t(`entity.${entity}`),
              fields: formats.list(fields.map((field) => t(`field.${field}`))),
              b: (words) => <span className="font-medium">{words}</span>,
            })}
          </span>
          <span className="text-13 text-text-3">
            <Age at={change.at} />
          </span>
        </p>
        {fields.length > 0 ? <FieldChanges change={change} fields={fields} /> : null}
      </div>
    </li>
  );
}

function FieldChanges({ change, fields }: { change: Change; fields: readonly KnownField[] }) {
  const t = useTranslations("history");
  const valueOf = useChangeValue(change.entity);
  const lines = fields.map((field) => ({
    field,
    before: valueOf(field, change.old?.[field]),
    after: valueOf(field, change.new?.[field]),
  }));
  const size = Math.max(...lines.map(({ before, after }) => (before?.length ?? 0) + (after?.length ?? 0)));
  const list = (
    <div className="grid gap-1 text-13">
      {lines.map(({ field, before, after }) => (
        <FieldChange key={field} label={t(`field.${field}`)} before={before} after={after} />
      ))}
    </div>
  );
  if (lines.length < FOLD_FROM && size < LONG_TEXT) return <div className="mt-0.5">{list}</div>;
  return (
    <details className="group mt-0.5">
      <summary className="touch-target inline-flex min-h-6 items-center gap-1 text-13 text-text-3 hover:text-text">
        <ChevronRight
          aria-hidden
          className="size-4 transition-transform group-open:rotate-90"
          strokeWidth={1.75}
        />
        {t("showChanges")}
      </summary>
      <div className="pt-1">{list}</div>
    </details>
  );
}
