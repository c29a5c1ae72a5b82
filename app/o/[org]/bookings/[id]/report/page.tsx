import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { ReportPdf } from "@/components/service-reports/report-pdf";
import { ReportSheet } from "@/components/service-reports/report-sheet";
import { PageFrame } from "@/components/shared/page-frame";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { recordParams } from "@/lib/http/fields";
import { Words } from "@/lib/i18n/client";
import { createFormats } from "@/lib/i18n/format";
import { messagesOf, pickMessages } from "@/lib/i18n/messages";
import { getLocale, getTranslator } from "@/lib/i18n/server";
import { formatPhone } from "@/lib/phone";
import { contactLines, reportBlocks } from "@/lib/service-reports/rules";
import { getVisitReport } from "@/lib/service-reports/queries";

type Props = { params: Promise<{ org: string; id: string }> };

const readReport = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "bookings");
  if (!recordParams.safeParse({ id }).success) notFound();
  return { member, report: await orNotFound(getVisitReport(await memberClient(), id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const [{ report }, t] = await Promise.all([readReport(org, id), getTranslator("service-reports")]);
  return { title: t("title", { number: report.document.visit.number }) };
}

/** The frame speaks to the reader, the sheet to the customer: each in its own language. */
export default async function ReportPage({ params }: Props) {
  const { org, id } = await params;
  const [{ member, report }, locale, own] = await Promise.all([
    readReport(org, id),
    getLocale(),
    getTranslator("service-reports"),
  ]);
  const { document } = report;
  const messages = messagesOf(document.language);
  const t = createTranslator({
    locale: document.language,
    messages,
    namespace: "service-reports",
    timeZone: "UTC",
  });
  const { number } = document.visit;
  return (
    <PageFrame
      title={own("view.title")}
      back={{ href: `/o/${org}/bookings/${id}`, label: own("view.back", { number }) }}
      actions={
        <Words locale={locale} messages={pickMessages(locale, ["shared", "service-reports"])}>
          <ReportPdf bookingId={id} initial={report} canMake={can(member, "update", "bookings")} />
        </Words>
      }
    >
      {document.visit.actual_start ? null : (
        <p className="mx-auto mb-4 max-w-[800px] text-14 text-text-2">{own("view.notStarted")}</p>
      )}
      <ReportSheet
        document={document}
        title={t("title", { number })}
        lines={contactLines(document.organization, formatPhone)}
        blocks={reportBlocks(document, t, createFormats(document.language))}
        words={{
          logo: t("view.logo", { name: document.organization.name }),
          signature: t("view.signatureImage"),
        }}
      />
    </PageFrame>
  );
}
