"use client";

import { useCallback, useState } from "react";
import { createInvitation } from "@/lib/invitations/client";
import { invitationCreate } from "@/lib/invitations/schema";
import { useKeptDraft } from "./use-kept-draft";

export const INVITE_ROLES = ["admin", "dispatcher", "technician", "accountant", "viewer"] as const;
type InviteRole = (typeof INVITE_ROLES)[number];
type Problem = "email" | "already" | "failed";

export type Invitee = {
  key: string;
  email: string;
  role: InviteRole;
  state: "open" | "sent";
  problem: Problem | null;
};

type People = { invitees: Invitee[] };

const start = (): People => ({
  invitees: [person("1", "dispatcher"), person("2", "technician")],
});

function person(key: string, role: InviteRole): Invitee {
  return { key, email: "", role, state: "open", problem: null };
}

function problemOf(error: unknown): Problem {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "already_member" || code === "already_invited" || code === "duplicate"
    ? "already"
    : "failed";
}

async function invite({ email, role }: Invitee): Promise<Problem | null> {
  if (!invitationCreate.safeParse({ email, role }).success) return "email";
  try {
    await createInvitation({ email, role });
    return null;
  } catch (error) {
    return problemOf(error);
  }
}

export function useInvitees(organizationId: string) {
  const {
    draft,
    change: keep,
    start: begin,
  } = useKeptDraft<People>(`onboarding.${organizationId}.people`, start());
  const [isSending, setIsSending] = useState(false);
  const restore = useCallback(() => begin(start), [begin]);
  const { invitees } = draft;

  const change = (key: string, part: Partial<Invitee>) =>
    keep({ invitees: invitees.map((each) => (each.key === key ? { ...each, ...part } : each)) });

  /** True when nobody is left to invite. */
  const send = async (): Promise<boolean> => {
    setIsSending(true);
    const results = await Promise.all(
      invitees.map(async (each): Promise<Invitee> => {
        if (each.state === "sent" || each.email.trim() === "") return each;
        const problem = await invite({ ...each, email: each.email.trim() });
        return { ...each, problem, state: problem ? "open" : "sent" };
      }),
    );
    keep({ invitees: results });
    setIsSending(false);
    return results.every(({ state, email }) => state === "sent" || email.trim() === "");
  };

  return {
    invitees,
    change,
    add: () => keep({ invitees: [...invitees, person(crypto.randomUUID(), "technician")] }),
    remove: (key: string) => keep({ invitees: invitees.filter((each) => each.key !== key) }),
    send,
    isSending,
    restore,
  };
}
