import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageFrame } from "@/components/shared/page-frame";
import { Prefilled } from "@/components/shared/prefilled";
import { TemplateEditor } from "@/components/templates/template-editor";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { getTranslator } from "@/lib/i18n/server";
import { messageEvent } from "@/lib/notifications/schema";
import { templateKeys } from "@/lib/templates/client";
import { listTemplates } from "@/lib/templates/queries";
import { templateLocale } from "@/lib/templates/schema";

type Props = {
  params: Promise<{ org: string; event: string }>;
  searchParams: Promise<{ locale?: string }>;
};

async function readEvent(params: Props["params"]) {
  const { data: event } = messageEvent.safeParse((await params).event);
  return event ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslator("notifications");
  return { title: t(`event.${await readEvent(params)}`) };
}

export default async function TemplateSettings({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "templates");
  const event = await readEvent(params);
  const { organization } = member;
  const wanted = (await searchParams).locale ?? organization.locale.slice(0, 2);
  const locale = templateLocale.catch("en").parse(wanted);
  const [t, words] = await Promise.all([getTranslator("templates"), getTranslator("notifications")]);
  const rows = await listTemplates(await memberClient());
  return (
    <Prefilled queries={[[templateKeys.list(), rows]]}>
      <PageFrame
        title={words(`event.${event}`)}
        back={{ href: `/o/${organization.slug}/settings/templates`, label: t("back") }}
      >
        <div className="grid gap-6">
          <TemplateEditor event={event} locale={locale} />
        </div>
      </PageFrame>
    </Prefilled>
  );
}
