import type { Metadata } from "next";
import { ImportsPage } from "@/components/imports/imports-page";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { importKeys } from "@/lib/imports/client";
import { listImports } from "@/lib/imports/queries";
import { PAGE_SIZE } from "@/lib/imports/rules";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("imports");
  return { title: t("title") };
}

export default async function OfficeImportsPage({ params }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "imports");
  const page = await listImports(await memberClient(), { limit: PAGE_SIZE });
  return (
    <Prefilled queries={[[importKeys.list, firstPage(page)]]}>
      <ImportsPage />
    </Prefilled>
  );
}
