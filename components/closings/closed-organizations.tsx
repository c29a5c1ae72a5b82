"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { When } from "@/components/shared/when";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { reopenOrganization } from "@/lib/closings/client";
import type { Closing } from "@/lib/closings/schema";
import { chooseOrganization } from "@/lib/organizations/client";

/** What an owner has closed, outside of every organization: nobody is inside any more who could take it back. */
export function ClosedOrganizations({ closings }: { closings: readonly Closing[] }) {
  const t = useTranslations("closings");
  const [running, setRunning] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (closings.length === 0) return null;
  const reopen = async ({ org_id: id }: Closing) => {
    setRunning(id);
    setError(null);
    try {
      await reopenOrganization(id);
      await chooseOrganization(id, null);
      window.location.assign("/");
    } catch (problem) {
      setRunning(null);
      setError(problem);
    }
  };
  return (
    <section aria-label={t("closed")} className="grid gap-2">
      <h2 className="font-semibold">{t("closed")}</h2>
      {error ? <ErrorCard title={t("notReopened")} error={error} className="my-0" /> : null}
      <ul className="grid gap-2">
        {closings.map((closing) => (
          <li key={closing.org_id}>
            <ClosedOrganization closing={closing} running={running} onReopen={() => void reopen(closing)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type ClosedOrganizationProps = { closing: Closing; running: string | null; onReopen: () => void };

function ClosedOrganization({ closing, running, onReopen }: ClosedOrganizationProps) {
  const t = useTranslations("closings");
  const { org_id: id, name, closes_at: at, is_reopenable: isReopenable } = closing;
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-control edge border-border-strong px-3 py-2">
      <Avatar id={id} name={name} square />
      <span className="min-w-40 flex-1">
        <span className="block truncate font-medium">{name}</span>
        <span className="block text-13 text-text-3">
          {t.rich("deletedOn", { time: () => <When at={at} show="day" /> })}
          {isReopenable ? "" : ` ${t("byOperator")}`}
        </span>
      </span>
      {isReopenable ? (
        <Button size="sm" busy={running === id} disabled={running !== null} onClick={onReopen}>
          {t("reopen")}
        </Button>
      ) : null}
    </div>
  );
}
