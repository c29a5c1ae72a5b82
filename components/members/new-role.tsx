"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Permissions } from "@/lib/auth/rules";
import type { BasedOn } from "@/lib/roles/schema";

const NewRoleDialog = lazyShown(() => import("./new-role-dialog").then((part) => part.NewRoleDialog));

/** What a copy begins with. */
export type Start = { name: string; basedOn: BasedOn; rights: Permissions };

type NewRoleProps = { start: Start | null; label: string; primary?: boolean };

export function NewRole({ start, label, primary = false }: NewRoleProps) {
  const t = useTranslations("roles");
  const may = useCan();
  const [isOpen, setIsOpen] = useState(false);
  if (!may("create", "roles")) return null;
  return (
    <>
      <Button
        variant={primary ? "primary" : "secondary"}
        icon={<Plus aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      {isOpen ? (
        <NewRoleDialog
          start={start ?? { name: "", basedOn: "viewer", rights: {} }}
          title={start ? t("duplicateOf", { name: start.name }) : t("newTitle")}
          isCopy={start !== null}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}

/** Of the page with all roles: from nothing, or from what one of the shipped roles may do. */
export function AddRole() {
  const t = useTranslations("roles");
  return <NewRole start={null} label={t("add")} primary />;
}
