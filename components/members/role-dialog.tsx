"use client";

import { Minus, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import type { Role } from "@/lib/auth/rules";
import { compareRights, grantableRoles } from "@/lib/members/rules";
import type { RightsByRole } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";
import { memberName } from "./member-name";
import { RightsList } from "./rights-list";
import { useMemberChange } from "./use-member-writes";

type RoleDialogProps = {
  member: OrganizationMember;
  /** Null for who may not read the rights: then the roles are chosen by their names alone. */
  rights: RightsByRole | null;
  onClose: () => void;
};

/** What somebody gains and loses stands there before it is saved. */
export function RoleDialog({ member, rights, onClose }: RoleDialogProps) {
  const t = useTranslations("members");
  const viewer = useMember();
  const [role, setRole] = useState<Role>(member.role);
  const change = useMemberChange(member, onClose);
  const name = memberName(member) ?? t("former");
  const roleName = t(`role.${role}`);
  const isSame = role === member.role;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("roleDialog.title", { name })}
      description={t("roleDialog.effect")}
      closeLabel={t("roleDialog.close")}
      footer={
        <>
          <Button onClick={onClose}>{t("roleDialog.keep", { role: t(`role.${member.role}`) })}</Button>
          <Button
            variant="primary"
            disabled={isSame}
            busy={change.isPending}
            onClick={() =>
              change.mutate({ changes: { role }, done: t("roleDialog.changed", { name, role: roleName }) })
            }
          >
            {t("roleDialog.save", { name, role: roleName })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Select
          aria-label={t("column.role")}
          value={role}
          onValueChange={setRole}
          options={grantableRoles(viewer).map((value) => ({
            value,
            label: t(`role.${value}`),
            hint: t(`roleHint.${value}`),
          }))}
        />
        <Comparison rights={rights} before={member.role} after={role} />
      </div>
    </Dialog>
  );
}

type ComparisonProps = { rights: RightsByRole | null; before: Role; after: Role };

function Comparison({ rights, before, after }: ComparisonProps) {
  const t = useTranslations("members");
  if (before === after) return <p className="text-text-2">{t("roleDialog.choose")}</p>;
  if (!rights) return null;
  const { gains, losses } = compareRights(rights[before], rights[after]);
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
