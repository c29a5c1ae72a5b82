"use client";

import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { StateBadge, VISIT_STATES } from "@/components/shared/state-badge";
import { useLive } from "@/lib/field/current";
import { useFormats } from "@/lib/i18n/client";
import type { ParkedOperation } from "@/lib/sync/schema";

type Office = NonNullable<ParkedOperation["office"]>;

/** The visit as it was at the office when the operation arrived: state, reason, and the time at the site. */
export function useOfficeWords(visitId: string | null): (office: Office) => ReactNode {
  const t = useTranslations("field-app.question");
  const formats = useFormats();
  const zone = useLive(
    async (store) => (visitId === null ? undefined : (await store.visits.get(visitId))?.row.time_zone),
    [visitId],
  );
  return (office) => {
    const state = VISIT_STATES.find((each) => each === office.status);
    const from = typeof office.starts_at === "string" ? office.starts_at : null;
    const to = typeof office.ends_at === "string" ? office.ends_at : null;
    const reason = typeof office.status_reason === "string" ? office.status_reason : null;
    if (!state && !from) return <p>{t("otherThere")}</p>;
    return (
      <>
        {state ? <StateBadge state={state} className="h-auto min-h-8 px-2.5 text-16" /> : null}
        {from && to ? (
          <p>
            {formats.day(from, zone)}, {formats.window(from, to, zone)}
          </p>
        ) : null}
        {reason ? <p className="text-text-2">{reason}</p> : null}
      </>
    );
  };
}
