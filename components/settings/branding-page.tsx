"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useFormats } from "@/lib/i18n/client";
import { fetchOrganization, organizationKeys } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";
import { BrandCard } from "./brand-card";
import { ContactCard } from "./contact-card";
import { LogoCard } from "./logo-card";
import { SettingsFrame } from "./settings-frame";

/** How a company shows itself to its customers; three cards, each saved alone. */
export function BrandingPage() {
  const t = useTranslations("settings");
  const formats = useFormats();
  const { id } = useMember().organization;
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: organizationKeys.record(id),
    queryFn: ({ signal }) => fetchOrganization(id, signal),
  });
  const store = (organization: Organization) => {
    client.setQueryData(organizationKeys.record(id), organization);
  };
  return (
    <SettingsFrame page="branding" about={t("about.branding")}>
      {data ? (
        <>
          <LogoCard organization={data} onSaved={store} />
          <BrandCard organization={data} onSaved={store} />
          <ContactCard organization={data} onSaved={store} />
          <p className="text-13 text-text-3">
            {t("changed", { when: formats.ago(data.updated_at) ?? formats.dayTime(data.updated_at) })}
          </p>
        </>
      ) : error ? (
        <ErrorCard title={t("organization.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={6} />
      )}
    </SettingsFrame>
  );
}
