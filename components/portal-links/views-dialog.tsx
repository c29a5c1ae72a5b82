"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Dialog } from "@/components/ui/dialog";
import { useFormats } from "@/lib/i18n/client";
import { fetchLinkViews, portalLinkKeys } from "@/lib/portal-links/client";
import type { PortalLink } from "@/lib/portal-links/schema";

/** When the page was looked at, and with what: at most once per session and hour. */
export function ViewsDialog({ link, onClose }: { link: PortalLink; onClose: () => void }) {
  const t = useTranslations("portal-links");
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: portalLinkKeys.views(link.id),
    queryFn: ({ signal }) => fetchLinkViews(link.id, signal),
    staleTime: 0,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("viewsTitle")}
      description={t("viewsHint")}
      closeLabel={t("close")}
      size="sm"
    >
      {data ? (
        <ul className="grid">
          {data.map((view) => (
            <li key={view.at} className="grid gap-0.5 edge-b py-2 last:border-b-0">
              <span className="tabular-nums">{formats.dayTime(view.at)}</span>
              {view.user_agent ? (
                <span className="truncate text-13 text-text-3" title={view.user_agent}>
                  {view.user_agent}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : error ? (
        <ErrorCard title={t("viewsError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines />
      )}
    </Dialog>
  );
}
