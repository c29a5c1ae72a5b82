"use client";

import { Eye } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import type { PortalLink } from "@/lib/portal-links/schema";

const ViewsDialog = lazyShown(() => import("./views-dialog").then((dialog) => dialog.ViewsDialog));

type LinkFactsProps = { links: readonly PortalLink[]; ended: number };

/** Seen how often and when, sent when, good until when; of each link that works. */
export function LinkFacts({ links, ended }: LinkFactsProps) {
  const t = useTranslations("portal-links");
  const [shown, setShown] = useState<PortalLink | null>(null);
  return (
    <>
      {links.length === 0 ? <p className="text-text-2">{ended > 0 ? t("noneNow") : t("none")}</p> : null}
      {links.length > 0 ? (
        <ul className="grid gap-3">
          {links.map((link) => (
            <li key={link.id} className="grid gap-1">
              <Seen link={link} onViews={() => setShown(link)} />
              <More link={link} />
            </li>
          ))}
        </ul>
      ) : null}
      {shown ? <ViewsDialog link={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function Seen({ link, onViews }: { link: PortalLink; onViews: () => void }) {
  const t = useTranslations("portal-links");
  if (link.views === 0 || !link.last_seen_at) return <p>{t("unseen")}</p>;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Eye aria-hidden className="size-4 shrink-0 text-success" strokeWidth={1.75} />
      <span className="font-medium">{t("seen", { count: link.views })}</span>
      <span className="text-13 text-text-2">
        {t("last")} <Age at={link.last_seen_at} />
      </span>
      <Button size="sm" variant="ghost" onClick={onViews}>
        {t("views")}
      </Button>
    </p>
  );
}

function More({ link }: { link: PortalLink }) {
  const t = useTranslations("portal-links");
  const formats = useFormats();
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-text-3">
      {link.last_sent_at ? (
        <span>
          {t("lastSent")} <Age at={link.last_sent_at} />
        </span>
      ) : null}
      <span>{t("until", { day: formats.day(link.expires_at) })}</span>
      {link.has_code ? <Badge tone="plain">{t("hasCode")}</Badge> : null}
    </p>
  );
}
