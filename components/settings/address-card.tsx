"use client";

import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl/react";
import { CopyField } from "@/components/shared/copy-field";
import { SettingsPanel } from "./settings-card";

const never = () => () => undefined;

/** Shown, not changed: bookmarks and links of everyone here would end with it. */
export function AddressCard({ slug }: { slug: string }) {
  const t = useTranslations("settings");
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  return (
    <SettingsPanel title={t("organization.address")}>
      <CopyField value={`${origin}/o/${slug}`} label={t("organization.address")} />
      <p className="text-13 text-text-3">{t("organization.addressHint")}</p>
    </SettingsPanel>
  );
}
