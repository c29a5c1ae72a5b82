import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { phoneOf, PortalShell } from "@/components/portal/portal-shell";
import { ReschedulePage } from "@/components/portal/reschedule-page";
import { single, type PageQuery } from "@/components/shared/page-query";
import { getTranslatorOf } from "@/lib/i18n/server";
import { readKeptForm } from "@/lib/http/kept-form";
import { findPortalPage, listPortalSlots } from "@/lib/portal/queries";
import { dateIn } from "@/lib/time";
import { newId } from "@/lib/uuid";

type PageProps = { params: Promise<{ link: string }>; searchParams: PageQuery };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portal, locale } = await findPortalPage((await params).link);
  const t = getTranslatorOf(locale, "portal");
  return { title: { absolute: `${t("move.title")} · ${portal.front.name}` } };
}

export default async function Page({ params, searchParams }: PageProps) {
  const [{ link }, query] = await Promise.all([params, searchParams]);
  const { portal, state, locale } = await findPortalPage(link);
  if (!state) redirect(`/v/${link}`);
  const { organization, visit, may } = state;
  // A date in the address that is none is the beginning.
  const asked = Date.parse(single(query.from) ?? "");
  const from = Number.isNaN(asked) ? null : new Date(asked).toISOString();
  const { slots, next_from: nextFrom } = may.reschedule.allowed
    ? await listPortalSlots(portal.client, from)
    : { slots: [], next_from: null };
  return (
    <PortalShell linkId={link} front={organization} locale={locale} timeZone={visit.time_zone}>
      <ReschedulePage
        initial={state}
        servedAt={Date.now()}
        opIds={{ reschedule: newId() }}
        phone={phoneOf(organization)}
        slots={slots.map((slot) => ({ ...slot, op_id: newId() }))}
        nextFrom={nextFrom}
        isLater={from !== null}
        wishId={newId()}
        today={dateIn(Date.now(), visit.time_zone)}
        done={single(query.done)}
        problem={single(query.problem)}
        kept={query.problem ? readKeptForm(await cookies()) : null}
      />
    </PortalShell>
  );
}
