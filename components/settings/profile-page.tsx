"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { SkeletonLines } from "@/components/shared/skeleton";
import { fetchMe, meKeys } from "@/lib/me/client";
import type { Me, Profile } from "@/lib/me/schema";
import { EmailCard } from "./email-card";
import { PasswordCard } from "./password-card";
import { ProfileCard } from "./profile-card";
import { RegionCard } from "./region-card";
import { SettingsFrame } from "./settings-frame";

export function ProfilePage() {
  const t = useTranslations("settings");
  const client = useQueryClient();
  const router = useRouter();
  const { data, error, refetch } = useQuery({
    queryKey: meKeys.all,
    queryFn: ({ signal }) => fetchMe(signal),
  });
  const store = (user: Profile) => {
    client.setQueryData<Me>(meKeys.all, (me) => (me ? { ...me, user } : me));
    // Name and language stand in parts the server renders.
    router.refresh();
  };
  return (
    <SettingsFrame page="profile" about={t("about.profile")}>
      {data ? (
        <>
          <ProfileCard profile={data.user} onSaved={store} />
          <RegionCard profile={data.user} onSaved={store} />
          <EmailCard email={data.user.email ?? ""} />
          <PasswordCard email={data.user.email ?? ""} />
        </>
      ) : error ? (
        <ErrorCard title={t("profile.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={6} />
      )}
    </SettingsFrame>
  );
}
