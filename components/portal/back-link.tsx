"use client";

import { ArrowLeft } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { LINK } from "@/components/shared/customer-look";
import { usePortalLink } from "./portal-context";

export function BackLink() {
  const t = useTranslations("portal");
  const { id } = usePortalLink();
  return (
    <p>
      <a href={`/v/${id}`} className={`${LINK} inline-flex min-h-12 items-center gap-2`}>
        <ArrowLeft aria-hidden className="size-5" strokeWidth={1.75} />
        {t("back")}
      </a>
    </p>
  );
}
