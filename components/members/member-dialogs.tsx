"use client";

import { createContext, use, useState } from "react";
import type { ReactNode } from "react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { OrganizationMember } from "@/lib/members/schema";

const LeaveDialog = lazyShown(() => import("./leave-dialog").then((dialog) => dialog.LeaveDialog));
const RemoveDialog = lazyShown(() => import("./remove-dialog").then((dialog) => dialog.RemoveDialog));
const RoleDialog = lazyShown(() => import("./role-dialog").then((dialog) => dialog.RoleDialog));
const SuspendDialog = lazyShown(() => import("./suspend-dialog").then((dialog) => dialog.SuspendDialog));

type Asked = { dialog: "role" | "suspend" | "remove" | "leave"; member: OrganizationMember };
type Dialogs = {
  ask: (dialog: Asked["dialog"], member: OrganizationMember) => void;
};

const DialogsContext = createContext<Dialogs>({ ask: () => undefined });

export function useMemberDialogs(): Dialogs {
  return use(DialogsContext);
}

/** One dialog for the whole list: a row that is redrawn or sorted away does not take its question with it. */
export function MemberDialogs({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <DialogsContext value={{ ask: (dialog, member) => setAsked({ dialog, member }) }}>
      {children}
      {asked?.dialog === "role" ? <RoleDialog member={asked.member} onClose={close} /> : null}
      {asked?.dialog === "suspend" ? <SuspendDialog member={asked.member} onClose={close} /> : null}
      {asked?.dialog === "remove" ? <RemoveDialog member={asked.member} onClose={close} /> : null}
      {asked?.dialog === "leave" ? <LeaveDialog onClose={close} /> : null}
    </DialogsContext>
  );
}
