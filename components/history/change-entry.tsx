"use client";

import { ChevronRight, Pencil, Plus, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FieldChange } from "@/components/shared/diff-fields";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Change } from "@/lib/history/schema";
import { useFormats } from "@/lib/i18n/client";
import { knownFields, useChangeValue } from "./change-values";
import type { KnownField } from "./change-values";
import { HistoryLine, useActor } from "./history-line";
import { isRightsField, ownFieldsOf } from "./late-fields";

/** Few changes are of such fields, and only those load what is known of them. */
const RightsChanges = lazyShown(() => import("./rights-changes").then((lines) => lines.RightsChanges));
const OwnFieldChanges = lazyShown(() => import("./own-field-changes").then((lines) => lines.OwnFieldChanges));
const GrantEntry = lazyShown(() => import("./grant-entry").then((entry) => entry.GrantEntry));

const ENTITIES = [
  "customer",
  "contact",
  "property",
  "job",
  "booking",
  "booking_request",
  "resource",
  "crew",
  "time_off",
  "member",
  "role",
] as const;
/** What is replaced as a whole with its record: a week has a line for each shift, and people made one change. */
const PARTS = ["resource_skill", "resource_zone", "daily_limit", "availability", "crew_member"] as const;
type Part = (typeof PARTS)[number];
const OPERATIONS = ["created", "updated", "deleted", "restored"] as const;
const ICONS = { created: Plus, updated: Pencil, deleted: Trash2, restored: RotateCcw };
/** Long texts and many fields unfold; two short ones stand there at once. */
const FOLD_FROM = 3;
const LONG_TEXT = 160;

function textOf(values: Change["new"], field: string): string | null {
  const value = values?.[field];
  return typeof value === "string" && value !== "" ? value : null;
}

function partOf(change: Change): Part | undefined {
  return PARTS.find((known) => known === change.entity);
}

/** One line for all the rows of a part that one person changed at one moment. */
export function onePerPart(changes: readonly Change[]): Change[] {
  const seen = new Set<string>();
  return changes.filter((change) => {
    const part = partOf(change);
    if (!part) return true;
    const key = `${part} ${change.at} ${change.actor?.id ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type ChangeEntryProps = {
  change: Change;
  /** What the record is called now, for changes that do not say it themselves. */
  nameOf: (id: string) => string | null;
};

/** One line as a sentence, and below it each field from what to what. */
export function ChangeEntry(props: ChangeEntryProps) {
  const part = partOf(props.change);
  if (part) return <PartEntry change={props.change} part={part} />;
  if (props.change.entity === "user_permission") return <GrantEntry change={props.change} />;
  return <RecordEntry {...props} />;
}

function PartEntry({ change, part }: { change: Change; part: Part }) {
  const t = useTranslations("history");
  const actor = useActor(change.actor);
  return (
    <HistoryLine icon={Pencil} at={change.at}>
      {t.rich(`part.${part}`, { actor, b: (words) => <span className="font-medium">{words}</span> })}
    </HistoryLine>
  );
}

function RecordEntry({ change, nameOf }: ChangeEntryProps) {
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
  return (
    <HistoryLine
      icon={ICONS[operation]}
      at={change.at}
      below={fields.length > 0 ? <FieldChanges change={change} fields={fields} /> : null}
    >
      {t.rich(`${entity}.${operation}`, {
        actor,
        name: nameOf(change.entity_id) ?? own ?? t(`entity.${entity}`),
        fields: formats.list(fields.map((field) => t(`field.${field}`))),
        b: (words) => <span className="font-medium">{words}</span>,
      })}
    </HistoryLine>
  );
}

function FieldChanges({ change, fields }: { change: Change; fields: readonly KnownField[] }) {
  const t = useTranslations("history");
  const valueOf = useChangeValue(change.entity);
  const ownCount = fields.includes("custom_fields") ? ownFieldsOf(change).length : 0;
  const ofRights = fields.filter(isRightsField);
  const named = fields.filter((field) => field !== "custom_fields" && !isRightsField(field));
  const lines = named.map((field) => ({
    field,
    before: valueOf(field, change.old?.[field]),
    after: valueOf(field, change.new?.[field]),
  }));
  const size = Math.max(0, ...lines.map(({ before, after }) => (before?.length ?? 0) + (after?.length ?? 0)));
  const list = (
    <div className="grid gap-1 text-13">
      {lines.map(({ field, before, after }) => (
        <FieldChange key={field} label={t(`field.${field}`)} before={before} after={after} />
      ))}
      {ofRights.length > 0 ? <RightsChanges change={change} fields={ofRights} /> : null}
      {ownCount > 0 ? <OwnFieldChanges change={change} /> : null}
    </div>
  );
  const count = lines.length + ownCount + ofRights.length;
  if (count < FOLD_FROM && size < LONG_TEXT && !fields.includes("rights"))
    return <div className="mt-0.5">{list}</div>;
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
