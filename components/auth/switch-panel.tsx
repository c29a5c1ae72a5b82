"use client";

import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Avatar } from "@/components/ui/avatar";
import { BusyBar } from "@/components/ui/busy-bar";
import { safeNextPath } from "@/lib/auth/rules";
import { chooseOrganization } from "@/lib/organizations/client";
import type { Membership } from "@/lib/organizations/schema";

async function enter({ org_id: id, slug }: Membership, next: string | null): Promise<void> {
  await chooseOrganization(id, null);
  const wanted = safeNextPath(next);
  window.location.assign(wanted?.startsWith(`/o/${slug}/`) ? wanted : "/");
}

type SwitchPanelProps = {
  memberships: Membership[];
  currentId: string | null;
  next: string | null;
  /** The organization an address asked for; it stands first and has the focus. */
  wantedSlug: string | null;
};

export function SwitchPanel({ memberships, currentId, next, wantedSlug }: SwitchPanelProps) {
  const t = useTranslations("auth");
  const [running, setRunning] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ membership: Membership; error: unknown } | null>(null);
  const choose = (membership: Membership) => {
    if (running) return;
    setRunning(membership.org_id);
    setFailed(null);
    enter(membership, next).catch((error: unknown) => {
      setRunning(null);
      setFailed({ membership, error });
    });
  };
  return (
    <div className="grid gap-4">
      {failed ? (
        <ErrorCard
          title={t("switch.failed")}
          error={failed.error}
          onRetry={() => choose(failed.membership)}
          className="my-0"
        />
      ) : null}
      <ul className="grid gap-2">
        {memberships.map((membership) => (
          <li key={membership.org_id}>
            <OrganizationButton
              membership={membership}
              isCurrent={membership.org_id === currentId}
              isWanted={membership.slug === wantedSlug}
              isRunning={running === membership.org_id}
              onEnter={() => choose(membership)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

type OrganizationButtonProps = {
  membership: Membership;
  isCurrent: boolean;
  isWanted: boolean;
  isRunning: boolean;
  onEnter: () => void;
};

function OrganizationButton({
  membership,
  isCurrent,
  isWanted,
  isRunning,
  onEnter,
}: OrganizationButtonProps) {
  const t = useTranslations("auth");
  const roles = useTranslations("members.role");
  return (
    <button
      type="button"
      autoFocus={isWanted}
      onClick={onEnter}
      aria-busy={isRunning || undefined}
      className="relative flex min-h-14 w-full items-center gap-3 overflow-hidden rounded-control edge border-border-strong px-3 py-2 text-start hover:bg-hover"
    >
      <Avatar id={membership.org_id} name={membership.name} square />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{membership.name}</span>
        <span className="block text-13 text-text-3">
          {roles(membership.role)}
          {isCurrent ? `, ${t("switch.current")}` : ""}
        </span>
      </span>
      <ArrowRight aria-hidden className="size-4 shrink-0 text-text-3" strokeWidth={1.75} />
      {isRunning ? <BusyBar /> : null}
    </button>
  );
}
