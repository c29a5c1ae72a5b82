"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Facts } from "@/components/shared/facts";
import { useCan, useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useFormats } from "@/lib/i18n/client";
import { UNKNOWN } from "@/lib/i18n/format";
import { fetchOrganization, organizationKeys } from "@/lib/organizations/client";
import type { Organization } from "@/lib/organizations/schema";
import { AddressCard } from "./address-card";
import { CompanyCard } from "./company-card";
import { NumberingCard } from "./numbering-card";
import { PlaceCard } from "./place-card";
import { SampleCard } from "./sample-card";
import { SettingsPanel } from "./settings-card";
import { SettingsFrame } from "./settings-frame";

export function OrganizationPage() {
  const t = useTranslations("settings");
  const may = useCan();
  const formats = useFormats();
  const { id } = useMember().organization;
  const client = useQueryClient();
  const router = useRouter();
  const isEditable = may("update", "organizations");
  const { data, error, refetch } = useQuery({
    queryKey: organizationKeys.record(id),
    queryFn: ({ signal }) => fetchOrganization(id, signal),
  });
  const store = (organization: Organization) => {
    client.setQueryData(organizationKeys.record(id), organization);
    // The frame around every page shows name and zone.
    router.refresh();
  };
  return (
    <SettingsFrame
      page="organization"
      about={isEditable ? t("about.organization") : t("about.organizationReader")}
    >
      {data ? (
        <>
          {isEditable ? (
            <>
              <CompanyCard organization={data} onSaved={store} />
              <PlaceCard organization={data} onSaved={store} />
            </>
          ) : (
            <OrganizationFacts organization={data} />
          )}
          <AddressCard slug={data.slug} />
          {may("update", "settings") ? <NumberingCard /> : null}
          {may("update", "settings") ? <SampleCard /> : null}
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

/** For who may read and not change: the same words without controls. */
function OrganizationFacts({ organization }: { organization: Organization }) {
  const t = useTranslations("settings");
  const formats = useFormats();
  return (
    <SettingsPanel title={t("organization.company")}>
      <Facts
        facts={[
          { label: t("organization.name"), value: organization.name },
          { label: t("organization.legalName"), value: organization.legal_name ?? UNKNOWN },
          { label: t("organization.trade"), value: t(`trade.${organization.trade}`) },
          { label: t("organization.country"), value: formats.country(organization.country) },
          { label: t("organization.timeZone"), value: formats.zone(organization.time_zone) },
          { label: t("organization.language"), value: formats.language(organization.locale) },
          { label: t("organization.currency"), value: formats.currency(organization.currency) },
        ]}
      />
    </SettingsPanel>
  );
}
