"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { Scope } from "@/lib/auth/rules";
import type { PersonalCreate } from "@/lib/permissions/schema";
import { scopeIn } from "@/lib/roles/rules";
import type { Cell, KnownRight } from "@/lib/roles/rules";
import { RightChoice } from "./ask-box";
import { useRightWords } from "./role-names";
import { usePersonalWrites } from "./use-member-rights";
import { useRoles } from "./use-roles";

const HOUR_MS = 3_600_000;
const ENDS = ["hour", "day", "week", "month", "forever"] as const;
type End = (typeof ENDS)[number];

/** When the chosen time is over, counted from now; null for a right without end. */
function endOf(end: End): string | null {
  if (end === "forever") return null;
  const now = new Date();
  if (end === "day")
    return new Date(now.getFullYear(), now.getMonth(), now.getDate(), 23, 59, 59).toISOString();
  const hours = { hour: 1, week: 7 * 24, month: 30 * 24 }[end];
  return new Date(now.getTime() + hours * HOUR_MS).toISOString();
}

type Draft = { effect: "grant" | "deny"; right: KnownRight | null; scope: Scope; end: End; reason: string };

function bodyOf({ effect, right, scope, end, reason }: Draft): PersonalCreate | null {
  if (!right || reason.trim() === "") return null;
  const reach = effect === "grant" && right.has_own ? scope : "all";
  const { resource, permission } = right;
  return { effect, resource, permission, scope: reach, reason, expires_at: endOf(end) };
}

type SheetProps = { userId: string; name: string; onClose: () => void };

/** One right more or less for one person, for a reason and perhaps for a time. */
export function GiveSheet({ userId, name, onClose }: SheetProps) {
  const t = useTranslations("roles.give");
  const shared = useTranslations("shared");
  const toast = useToast();
  const words = useRightWords();
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({
    effect: "grant",
    right: null,
    scope: "all",
    end: "hour",
    reason: "",
  });
  const { give } = usePersonalWrites(userId);
  const body = bodyOf(draft);
  const save = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (!body || give.isPending) return;
    give.mutate(body, {
      onSuccess: (made) => {
        const right = words(made);
        toast.show({
          title: t(made.effect === "grant" ? "given" : "denied", { name, right }),
          tone: "success",
        });
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title", { name })}
      closeLabel={shared("close")}
      footer={
        <Button type="submit" form={formId} variant="primary" disabled={!body} busy={give.isPending}>
          {t(draft.effect === "grant" ? "saveGrant" : "saveDeny")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={save} className="grid gap-4 pb-3">
        <FormProblem error={give.error} />
        <Fields draft={draft} onChange={(changes) => setDraft({ ...draft, ...changes })} />
        {body ? null : <p className="text-13 text-text-3">{t("missing")}</p>}
      </form>
    </Dialog>
  );
}

type FieldsProps = { draft: Draft; onChange: (changes: Partial<Draft>) => void };

function Fields({ draft, onChange }: FieldsProps) {
  const t = useTranslations("roles.give");
  const scopes = useTranslations("roles.scope");
  const mine = useMember().permissions;
  const { overview } = useRoles();
  // What one does not hold himself is not offered.
  const known = (overview?.rights ?? []).filter((right) => scopeIn(mine, right as Cell) !== null);
  return (
    <>
      <Segmented
        aria-label={t("effect")}
        value={draft.effect}
        onValueChange={(effect) => onChange({ effect })}
        options={[
          { value: "grant", label: t("grant") },
          { value: "deny", label: t("deny") },
        ]}
      />
      <Field label={t("right")}>
        <RightChoice
          known={known}
          value={draft.right}
          onChange={(right) => onChange({ right })}
          label={t("right")}
        />
      </Field>
      {draft.effect === "grant" && draft.right?.has_own ? (
        <Segmented
          aria-label={t("scope")}
          value={draft.scope}
          onValueChange={(scope) => onChange({ scope })}
          options={[
            { value: "own", label: scopes("own") },
            { value: "all", label: scopes("all") },
          ]}
        />
      ) : null}
      <WhenAndWhy draft={draft} onChange={onChange} />
    </>
  );
}

function WhenAndWhy({ draft, onChange }: FieldsProps) {
  const t = useTranslations("roles.give");
  return (
    <>
      <Field label={t("until")}>
        <Select
          value={draft.end}
          onValueChange={(end) => onChange({ end })}
          options={ENDS.map((value) => ({ value, label: t(value) }))}
        />
      </Field>
      <Field label={t("reason")} hint={t("reasonHint")}>
        <Input
          value={draft.reason}
          onChange={(event) => onChange({ reason: event.target.value })}
          maxLength={300}
          autoComplete="off"
        />
      </Field>
    </>
  );
}
