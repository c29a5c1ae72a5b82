import type { Metadata } from "next";
import { SessionsPage } from "@/components/sessions/sessions-page";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { proofKeys } from "@/lib/proofs/client";
import { getProofState } from "@/lib/proofs/queries";
import { sessionKeys } from "@/lib/sessions/client";
import { listSessions } from "@/lib/sessions/queries";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("settings");
  return { title: t("page.sessions") };
}

export default async function SessionsSettings({ params }: Props) {
  await requireMember((await params).org);
  const t = await getTranslator("sessions");
  const client = await memberClient();
  const [sessions, state] = await Promise.all([listSessions(client), getProofState(client)]);
  return (
    <Prefilled
      queries={[
        [sessionKeys.all, sessions],
        [proofKeys.all, state],
      ]}
    >
      <SettingsFrame page="sessions" about={t("about")}>
        <SessionsPage />
      </SettingsFrame>
    </Prefilled>
  );
}
