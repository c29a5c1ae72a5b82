import type { Metadata } from "next";
import { BrandingPage } from "@/components/settings/branding-page";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { organizationKeys } from "@/lib/organizations/client";
import { getOrganization } from "@/lib/organizations/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.branding") };
}

export default async function BrandingSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "update", "organizations");
  const { id } = member.organization;
  const organization = await orNotFound(getOrganization(await memberClient(), id));
  return (
    <Prefilled queries={[[organizationKeys.record(id), organization]]}>
      <BrandingPage />
    </Prefilled>
  );
}
