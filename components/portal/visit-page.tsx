"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { PortalState } from "@/lib/portal/schema";
import { ChangeCard } from "./change-card";
import { ConnectionStrip } from "./connection-strip";
import { ContactCard } from "./contact-card";
import { Hero } from "./hero";
import { NoticeStrip } from "./notice-strip";
import { PortalLinkContext, type PortalLink } from "./portal-context";
import { RatingCard } from "./rating-card";
import { ReportCard } from "./report-card";
import { useNow } from "./use-now";
import { usePortal } from "./use-portal";
import { titleOf } from "./visit-title";

export type PortalPageProps = {
  initial: PortalState;
  /** The server's clock, so that "tomorrow" is the same day in the page's first and second breath. */
  servedAt: number;
  opIds: PortalLink["opIds"];
  phone: PortalLink["phone"];
  done?: string | null;
  problem?: string | null;
  kept?: PortalLink["kept"];
};

export function usePortalLinkOf(
  { opIds, phone, kept = null }: Pick<PortalPageProps, "opIds" | "phone" | "kept">,
  state: PortalState,
  refresh: () => void,
): PortalLink {
  return {
    id: state.link.id,
    opIds,
    phone,
    company: state.organization.name,
    timeZone: state.visit.time_zone,
    kept,
    refresh,
  };
}

/** One page, no navigation: what to know first, what one may do beside or below it. */
export function VisitPage(props: PortalPageProps) {
  const { initial, servedAt, done, problem } = props;
  const { state, connection, refresh } = usePortal(initial);
  const now = useNow(servedAt);
  const formats = useFormats();
  const link = usePortalLinkOf(props, state, refresh);
  const title = titleOf(state, formats);
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <PortalLinkContext value={link}>
      <ConnectionStrip connection={connection} timeZone={state.visit.time_zone} />
      <NoticeStrip done={done} problem={problem} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem] lg:gap-6">
        <div className="grid gap-4 lg:gap-6">
          <Hero state={state} now={now} />
          <RatingCard state={state} now={now} />
          <ReportCard state={state} now={now} />
        </div>
        <div className="grid gap-4 lg:gap-6">
          <ContactCard state={state} />
          <ChangeCard state={state} />
        </div>
      </div>
      <LinkEnd state={state} />
    </PortalLinkContext>
  );
}

function LinkEnd({ state: { link, visit } }: { state: PortalState }) {
  const t = useTranslations("portal");
  const formats = useFormats();
  return (
    <p className="mt-6 text-14 text-text-3" suppressHydrationWarning>
      {t("linkUntil", { day: formats.day(link.expires_at, visit.time_zone), number: visit.number })}
    </p>
  );
}
