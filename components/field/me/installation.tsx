"use client";

import { Download } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { platformOf } from "@/lib/field/device";
import { useWorker } from "../shell/worker";
import { Block } from "./block";
import { canInstall, install, subscribeInstall } from "./install-prompt";

const isInstalled = () =>
  window.matchMedia("(display-mode: standalone)").matches ||
  ("standalone" in navigator && navigator.standalone === true);

function useIsInstalled(): boolean {
  return useSyncExternalStore(
    () => () => {},
    isInstalled,
    () => true,
  );
}

/** How the app comes onto the home screen, in the words of this phone's system; nothing once it is there. */
export function Installation() {
  const t = useTranslations("field-app.me");
  const worker = useWorker();
  const offersInstall = useSyncExternalStore(subscribeInstall, canInstall, () => false);
  if (useIsInstalled()) return null;
  if (worker === "none") {
    return (
      <Block title={t("install")}>
        <p className="text-16">{t("noWorker")}</p>
      </Block>
    );
  }
  const platform = platformOf(navigator.userAgent, navigator.maxTouchPoints);
  return (
    <Block title={t("install")}>
      <p className="text-16">{t("installWhy")}</p>
      {offersInstall ? (
        <Button
          icon={<Download aria-hidden />}
          className="h-auto min-h-14 text-16 whitespace-normal"
          onClick={() => void install()}
        >
          {t("installNow")}
        </Button>
      ) : (
        <p className="text-16">{t(`installHow.${platform}`)}</p>
      )}
    </Block>
  );
}
