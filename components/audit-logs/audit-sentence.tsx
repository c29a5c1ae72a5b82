"use client";

import { useTranslations } from "use-intl/react";
import { toldFields } from "@/lib/audit-logs/rules";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { useFormats } from "@/lib/i18n/client";
import { useFieldWord, useRecordWords, useRightNamed } from "./audit-values";
import { ACTIONS } from "./filters";
import { useAuditPeople } from "./use-audit-people";

const strong = (words: React.ReactNode) => <span className="font-medium">{words}</span>;

function useActor({ actor }: AuditLog): string {
  const t = useTranslations("audit-logs");
  if (actor.name) return actor.name;
  const known = (["worker", "operator", "portal", "device", "api_key"] as const).find(
    (kind) => kind === actor.kind,
  );
  return t(`by.${known ?? "unknown"}`);
}

/** What a line says of a grant or denial; null of every other line, and of one whose values were erased. */
function grantOf({ entity, action, old, new: now }: AuditLog) {
  const did = (["create", "delete"] as const).find((known) => known === action);
  if (entity !== "user_permission" || !did) return null;
  const values = now ?? old;
  const { resource, permission, scope, effect, user_id: userId } = values ?? {};
  if (typeof resource !== "string" || typeof permission !== "string") return null;
  return {
    did,
    effect: effect === "deny" ? ("deny" as const) : ("grant" as const),
    right: `${resource}:${permission}`,
    isOwn: scope === "own",
    userId: typeof userId === "string" ? userId : null,
  };
}

/** Who did what to which record, in the words of the trade. */
export function AuditSentence({ line }: { line: AuditLog }) {
  const grant = grantOf(line);
  return grant ? <GrantSentence line={line} grant={grant} /> : <PlainSentence line={line} />;
}

type GrantProps = { line: AuditLog; grant: NonNullable<ReturnType<typeof grantOf>> };

/** Whom which right was given, or taken from. A grant that ended has lost its title; whose it was stands in its values. */
function GrantSentence({ line, grant: { did, effect, right, isOwn, userId } }: GrantProps) {
  const t = useTranslations("audit-logs");
  const people = useAuditPeople();
  const named = useRightNamed();
  return t.rich(`sentence.right.${did}.${effect}`, {
    actor: useActor(line),
    person: line.title ?? people.find(({ id }) => id === userId)?.name ?? t("formerMember"),
    right: named(right, isOwn),
    b: strong,
  });
}

function PlainSentence({ line }: { line: AuditLog }) {
  const t = useTranslations("audit-logs");
  const formats = useFormats();
  const record = useRecordWords()(line);
  const word = useFieldWord();
  const action = ACTIONS.find((one) => one === line.action);
  const right = useRightNamed();
  const fields =
    line.action === "update"
      ? toldFields(line.changed).map(word)
      : line.action === "denied"
        ? line.changed.map((each) => right(each))
        : [];
  const values = { actor: useActor(line), record, fields: formats.list(fields), b: strong };
  if (!action) return t.rich("sentence.other", { ...values, action: line.action });
  return t.rich(action === "update" && fields.length > 0 ? "sentence.fields" : `sentence.${action}`, values);
}
