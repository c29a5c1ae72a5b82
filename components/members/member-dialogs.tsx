"use client";

import { createContext, use, useState } from "react";
import type { ReactNode } from "react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { RightsByRole } from "@/lib/members/rules";
import type { OrganizationMember } from "@/lib/members/schema";

const LeaveDialog = lazyShown(() => import("./leave-dialog").then((dialog) => dialog.LeaveDialog));
const RemoveDialog = lazyShown(() => import("./remove-dialog").then((dialog) => dialog.RemoveDialog));
const RoleDialog = lazyShown(() => import("./role-dialog").then((dialog) => dialog.RoleDialog));
const SeesDialog = lazyShown(() => import("./sees-dialog").then((dialog) => dialog.SeesDialog));
const SuspendDialog = lazyShown(() => import("./suspend-dialog").then((dialog) => dialog.SuspendDialog));

type Asked = { dialog: "role" | "suspend" | "remove" | "sees" | "leave"; member: OrganizationMember };
type Dialogs = {
  ask: (dialog: Asked["dialog"], member: OrganizationMember) => void;
  /** Whether the rights of the roles are known, so that they can be compared and drawn. */
  hasRights: boolean;
};

const DialogsContext = createContext<Dialogs>({ ask: () => undefined, hasRights: false });

export function useMemberDialogs(): Dialogs {
  return use(DialogsContext);
}

/** One dialog for the whole list: a row that is redrawn or sorted away does not take its question with it. */
export function MemberDialogs({ rights, children }: { rights: RightsByRole | null; children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <DialogsContext
      value={{ ask: (dialog, member) => setAsked({ dialog, member }), hasRights: rights !== null }}
    >
      {children}
      {asked?.dialog === "role" ? <RoleDialog member={asked.member} rights={rights} onClose={close} /> : null}
      {asked?.dialog === "suspend" ? <SuspendDialog member={asked.member} onClose={close} /> : null}
      {asked?.dialog === "remove" ? <RemoveDialog member={asked.member} onClose={close} /> : null}
      {asked?.dialog === "leave" ? <LeaveDialog onClose={close} /> : null}
      {asked?.dialog === "sees" && rights ? (
        <SeesDialog member={asked.member} rights={rights[asked.member.role]} onClose={close} />
      ) : null}
    </DialogsContext>
  );
}
