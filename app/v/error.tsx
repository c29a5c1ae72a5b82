"use client";

import { useTranslations } from "use-intl/react";
import { buttonLook } from "@/components/shared/customer-look";
import { StandingPage } from "@/components/portal/standing-page";

export default function PortalError({ retry }: { retry: () => void }) {
  const t = useTranslations("portal.broken");
  return (
    <StandingPage title={t("title")}>
      <p>{t("text")}</p>
      <button type="button" onClick={retry} className={buttonLook("primary", "mt-6 w-full")}>
        {t("again")}
      </button>
    </StandingPage>
  );
}
