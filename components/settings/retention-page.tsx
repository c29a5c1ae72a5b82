"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { SettingsFrame } from "./settings-frame";
import { SettingsPanel } from "./settings-card";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchRetention, retentionKeys } from "@/lib/retention/client";
import { fetchSettings, settingKeys } from "@/lib/settings/client";
import { KindFacts } from "./retention-facts";
import { RetentionForm } from "./retention-form";
import { useKindName } from "./use-retention-names";

/** How long what is kept, what goes next, and before a time is shortened what that would remove. */
export function RetentionPage() {
  const t = useTranslations("retention");
  const mayChange = useCan()("update", "settings");
  const settings = useQuery({
    queryKey: settingKeys.all,
    queryFn: ({ signal }) => fetchSettings(signal),
  });
  const kept = useQuery({
    queryKey: retentionKeys.all,
    queryFn: ({ signal }) => fetchRetention({}, signal),
  });
  const error = settings.error ?? kept.error;
  const again = () => void Promise.all([settings.refetch(), kept.refetch()]);
  return (
    <SettingsFrame page="retention" about={mayChange ? t("about") : t("aboutReader")}>
      {settings.data && kept.data ? (
        mayChange ? (
          <RetentionForm settings={settings.data} kinds={kept.data.kinds} />
        ) : (
          <KindList kinds={kept.data.kinds} />
        )
      ) : error ? (
        <ErrorCard title={t("error")} error={error} onRetry={again} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </SettingsFrame>
  );
}

function KindList({ kinds }: { kinds: Parameters<typeof KindFacts>[0]["kind"][] }) {
  const t = useTranslations("retention");
  const nameOf = useKindName();
  return kinds.map((kind) => (
    <SettingsPanel key={kind.name} title={nameOf(kind.name)}>
      <p>{t("days", { count: kind.days })}</p>
      <KindFacts kind={kind} />
    </SettingsPanel>
  ));
}
