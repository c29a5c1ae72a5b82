"use client";

import { Check } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import { cn } from "@/lib/cn";
import { can } from "@/lib/auth/rules";
import type { Permissions, Resource } from "@/lib/auth/rules";
import { compareRights } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";
import { memberName } from "./member-name";
import { RightsList } from "./rights-list";

const PAGES = [
  { id: "customers", needs: "customers" },
  { id: "properties", needs: "properties" },
  { id: "organization", needs: "organizations" },
  { id: "members", needs: "members" },
] as const satisfies readonly { id: string; needs: Resource }[];

type SeesDialogProps = { member: OrganizationMember; rights: Permissions; onClose: () => void };

/** The menu as this person has it, with the rest crossed out, and below it each right in words. */
export function SeesDialog({ member, rights, onClose }: SeesDialogProps) {
  const t = useTranslations("members");
  const name = memberName(member) ?? t("former");
  const held = compareRights({}, rights).gains;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("see.title", { name })}
      description={t(`roleHint.${member.role}`)}
      closeLabel={t("roleDialog.close")}
    >
      <div className="grid gap-5 pb-3">
        <ul className="grid gap-1 rounded-card edge bg-bg p-2">
          {PAGES.map(({ id, needs }) => {
            const isSeen = can({ permissions: rights }, "read", needs);
            return (
              <li key={id} className="flex min-h-8 items-center gap-2.5 px-2">
                <Check
                  aria-hidden
                  className={cn("size-4 text-success", !isSeen && "invisible")}
                  strokeWidth={2}
                />
                <span className={isSeen ? undefined : "text-text-3 line-through"}>{t(`see.page.${id}`)}</span>
                <span className="sr-only">{isSeen ? t("see.can") : t("see.cannot", { name })}</span>
              </li>
            );
          })}
        </ul>
        <RightsList rights={held} />
      </div>
    </Dialog>
  );
}
