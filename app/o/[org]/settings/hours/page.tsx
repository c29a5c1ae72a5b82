import type { Metadata } from "next";
import { ALL_CLOSURES } from "@/components/closures/closure-feature";
import { ClosureList } from "@/components/closures/closure-list";
import { HoursCard } from "@/components/settings/hours-card";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { closureKeys } from "@/lib/closures/client";
import { listClosures } from "@/lib/closures/queries";
import { hoursKeys } from "@/lib/hours/client";
import { getBusinessHours } from "@/lib/hours/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.hours") };
}

export default async function HoursSettings({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "hours");
  const t = await getTranslator("hours");
  const client = await memberClient();
  const mayReadClosures = can(member, "read", "closures");
  const [week, closures] = await Promise.all([
    getBusinessHours(client),
    mayReadClosures ? listClosures(client, member.organization.id, { ...ALL_CLOSURES, limit: 200 }) : null,
  ]);
  return (
    <Prefilled
      queries={[
        [hoursKeys.week(), week],
        [closureKeys.list(ALL_CLOSURES), closures],
      ]}
    >
      <SettingsFrame page="hours" about={t("about")} isWide>
        <div className="max-w-[35rem]">
          <HoursCard />
        </div>
        {mayReadClosures ? <ClosureList /> : null}
      </SettingsFrame>
    </Prefilled>
  );
}
