"use client";

import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useRoles } from "./use-roles";
import { useCan, useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import type { Permissions, Role } from "@/lib/auth/rules";
import { compareRights, grantableRoles } from "@/lib/members/rules";
import type { MemberUpdate, OrganizationMember } from "@/lib/members/schema";
import { rightsWith } from "@/lib/roles/rules";
import type { CustomRole } from "@/lib/roles/schema";
import { memberName } from "./member-name";
import { RightsList } from "./rights-list";
import { useMemberRights } from "./use-member-rights";
import { useMemberChange } from "./use-member-writes";

const OWN = "own";
type Choice = { role: Role | typeof OWN; ids: readonly string[] };

const sameIds = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id));

/** What is chosen, what it would make of the person's rights, and what is sent for it. */
function useRoleChoice(member: OrganizationMember) {
  const may = useCan();
  const maySee = may("read", "permissions") && may("read", "roles");
  const { overview, roles } = useRoles({ enabled: maySee });
  const held = useMemberRights(member.user_id, { enabled: maySee });
  const stored = member.custom_roles.map(({ id }) => id);
  const [choice, setChoice] = useState<Choice>({ role: stored.length > 0 ? OWN : member.role, ids: stored });
  const isOwn = choice.role === OWN;
  const ids = isOwn ? choice.ids : [];
  const isSame = sameIds(ids, stored) && (isOwn || choice.role === member.role);
  const isEmpty = isOwn && ids.length === 0;
  const after = (): Permissions | null => {
    if (!overview || !held.data) return null;
    const chosen = isOwn
      ? (roles ?? []).filter(({ id }) => ids.includes(id)).map(({ rights }) => rights)
      : overview.roles.filter(({ role }) => role === choice.role).map(({ rights }) => rights);
    return rightsWith(chosen, held.data.personal);
  };
  const changes: MemberUpdate = choice.role === OWN ? { role_ids: [...ids] } : { role: choice.role };
  return {
    choice,
    setChoice,
    own: roles ?? [],
    isSame: isSame || isEmpty,
    before: held.data?.rights ?? null,
    after: isSame || isEmpty ? null : after(),
    changes,
  };
}

type RoleDialogProps = { member: OrganizationMember; onClose: () => void };

/** What somebody gains and loses stands there before it is saved. */
export function RoleDialog({ member, onClose }: RoleDialogProps) {
  const t = useTranslations("members");
  const state = useRoleChoice(member);
  const change = useMemberChange(member, onClose);
  const name = memberName(member) ?? t("former");
  const chosen = state.own.filter(({ id }) => state.choice.ids.includes(id)).map((role) => role.name);
  const { role } = state.choice;
  const roleName = role === OWN ? chosen.join(", ") || t("roleDialog.ownRoles") : t(`role.${role}`);
  const heldName = member.custom_roles.map((each) => each.name).join(", ") || t(`role.${member.role}`);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("roleDialog.title", { name })}
      description={t("roleDialog.effect")}
      closeLabel={t("roleDialog.close")}
      footer={
        <>
          <Button onClick={onClose}>{t("roleDialog.keep", { role: heldName })}</Button>
          <Button
            variant="primary"
            disabled={state.isSame}
            busy={change.isPending}
            onClick={() =>
              change.mutate({
                changes: state.changes,
                done: t("roleDialog.changed", { name, role: roleName }),
              })
            }
          >
            {t("roleDialog.save", { name, role: roleName })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <RoleChoice choice={state.choice} own={state.own} onChange={state.setChoice} />
        <Comparison isSame={state.isSame} before={state.before} after={state.after} />
      </div>
    </Dialog>
  );
}

type ChoiceProps = { choice: Choice; own: readonly CustomRole[]; onChange: (choice: Choice) => void };

/** One shipped role, or any number of the company's own. */
function RoleChoice({ choice, own, onChange }: ChoiceProps) {
  const t = useTranslations("members");
  const viewer = useMember();
  const shipped = grantableRoles(viewer).map((value) => ({
    value: value as Choice["role"],
    label: t(`role.${value}`),
    hint: t(`roleHint.${value}`),
  }));
  const ownChoice = { value: OWN as Choice["role"], label: t("roleDialog.ownRoles") };
  const toggled = (id: string, isOn: boolean) =>
    isOn ? [...choice.ids, id] : choice.ids.filter((each) => each !== id);
  return (
    <>
      <Select
        aria-label={t("column.role")}
        value={choice.role}
        onValueChange={(role) => onChange({ ...choice, role })}
        options={own.length > 0 ? [...shipped, ownChoice] : shipped}
      />
      {choice.role === OWN ? (
        <fieldset className="grid gap-1">
          <legend className="sr-only">{t("roleDialog.ownRoles")}</legend>
          {own.map(({ id, name, description }) => (
            <Checkbox
              key={id}
              checked={choice.ids.includes(id)}
              onCheckedChange={(isOn) => onChange({ ...choice, ids: toggled(id, isOn) })}
              hint={description ?? undefined}
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

type ComparisonProps = { isSame: boolean; before: Permissions | null; after: Permissions | null };

function Comparison({ isSame, before, after }: ComparisonProps) {
  const t = useTranslations("members");
  if (isSame) return <p className="text-text-2">{t("roleDialog.choose")}</p>;
  // Who may not read the rights chooses the roles by their names alone.
  if (!before || !after) return null;
  const { gains, losses } = compareRights(before, after);
  if (gains.length === 0 && losses.length === 0) return <p className="text-text-2">{t("roleDialog.same")}</p>;
  return (
    <div aria-live="polite" className="grid gap-4">
      {gains.length > 0 ? (
        <section>
          <h3 className="mb-1 flex items-center gap-1.5 text-13 font-medium text-success">
            <Plus aria-hidden className="size-4" strokeWidth={2} />
            {t("roleDialog.gains")}
          </h3>
          <RightsList rights={gains} />
        </section>
      ) : null}
      {losses.length > 0 ? (
        <section>
          <h3 className="mb-1 flex items-center gap-1.5 text-13 font-medium text-danger">
            <Minus aria-hidden className="size-4" strokeWidth={2} />
            {t("roleDialog.losses")}
          </h3>
          <RightsList rights={losses} />
        </section>
      ) : null}
    </div>
  );
}
