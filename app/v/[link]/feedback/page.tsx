import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { FeedbackPage } from "@/components/portal/feedback-page";
import { phoneOf, PortalShell } from "@/components/portal/portal-shell";
import { single, type PageQuery } from "@/components/shared/page-query";
import { getTranslatorOf } from "@/lib/i18n/server";
import { readKeptForm } from "@/lib/http/kept-form";
import { findPortalPage } from "@/lib/portal/queries";
import { newId } from "@/lib/uuid";

type PageProps = { params: Promise<{ link: string }>; searchParams: PageQuery };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portal, locale } = await findPortalPage((await params).link);
  const t = getTranslatorOf(locale, "portal");
  return { title: { absolute: `${t("rating.ask")} · ${portal.front.name}` } };
}

export default async function Page({ params, searchParams }: PageProps) {
  const [{ link }, query] = await Promise.all([params, searchParams]);
  const { state, locale } = await findPortalPage(link);
  if (!state) redirect(`/v/${link}`);
  const { organization, visit } = state;
  const chosen = /^[1-5]$/.exec(single(query.stars) ?? "")?.[0];
  return (
    <PortalShell linkId={link} front={organization} locale={locale} timeZone={visit.time_zone}>
      <FeedbackPage
        initial={state}
        servedAt={Date.now()}
        opIds={{ feedback: newId() }}
        phone={phoneOf(organization)}
        problem={single(query.problem)}
        kept={query.problem ? readKeptForm(await cookies()) : null}
        stars={chosen ? Number(chosen) : null}
      />
    </PortalShell>
  );
}
