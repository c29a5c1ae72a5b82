import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportRecord } from "@/components/imports/import-record";
import { Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { AppError } from "@/lib/errors";
import { id as idSchema } from "@/lib/http/fields";
import { getTranslator } from "@/lib/i18n/server";
import { importKeys } from "@/lib/imports/client";
import { getImport } from "@/lib/imports/queries";

type Props = { params: Promise<{ org: string; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("imports");
  return { title: t("title") };
}

async function findImport(id: string) {
  if (!idSchema.safeParse(id).success) notFound();
  try {
    return await getImport(await memberClient(), id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function OfficeImportPage({ params }: Props) {
  const { org, id } = await params;
  const member = await requireMember(org);
  requirePermission(member, "read", "imports");
  const found = await findImport(id);
  return (
    <Prefilled queries={[[importKeys.record(found.id), found]]}>
      <ImportRecord id={found.id} />
    </Prefilled>
  );
}
