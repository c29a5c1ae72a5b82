import type { Metadata } from "next";
import { PrivacyPage } from "@/components/privacy/privacy-page";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { privacyKeys } from "@/lib/privacy/client";
import { listPrivacyRequests } from "@/lib/privacy/queries";
import { personQuery } from "@/lib/privacy/schema";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<Record<string, unknown>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.privacy") };
}

export default async function PrivacySettings({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "manage", "organizations");
  const t = await getTranslator("privacy");
  const { kind, id } = await searchParams;
  const person = personQuery.safeParse({ kind, id });
  const rows = await listPrivacyRequests(await memberClient(), member.organization.id, { limit: 50 });
  return (
    <Prefilled queries={[[privacyKeys.list, firstPage(rows)]]}>
      <SettingsFrame page="privacy" about={t("about")} isWide>
        <PrivacyPage person={person.success ? person.data : null} />
      </SettingsFrame>
    </Prefilled>
  );
}
