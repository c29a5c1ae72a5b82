import type { Metadata } from "next";
import { cookies } from "next/headers";
import { CodeGate } from "@/components/portal/code-gate";
import { phoneOf, PortalShell } from "@/components/portal/portal-shell";
import { VisitPage } from "@/components/portal/visit-page";
import { titleOf } from "@/components/portal/visit-title";
import { single, type PageQuery } from "@/components/shared/page-query";
import { createFormats } from "@/lib/i18n/format";
import { readKeptForm } from "@/lib/http/kept-form";
import { findPortalPage } from "@/lib/portal/queries";
import { newId } from "@/lib/uuid";

type PageProps = { params: Promise<{ link: string }>; searchParams: PageQuery };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { portal, state, locale } = await findPortalPage((await params).link);
  return { title: { absolute: state ? titleOf(state, createFormats(locale)) : portal.front.name } };
}

/** The time a code is locked until is told on the reader's clock; nothing of the visit is known before it. */
const UTC = "UTC";

export default async function Page({ params, searchParams }: PageProps) {
  const [{ link }, query] = await Promise.all([params, searchParams]);
  const { portal, state, locale } = await findPortalPage(link);
  // No file is open before the code was given, the logo neither.
  const front = state?.organization ?? { ...portal.front, has_logo: false };
  const opIds = { confirm: newId(), cancel: newId(), message: newId() };
  return (
    <PortalShell linkId={link} front={front} locale={locale} timeZone={state?.visit.time_zone ?? UTC}>
      {state ? (
        <VisitPage
          initial={state}
          servedAt={Date.now()}
          opIds={opIds}
          phone={phoneOf(front)}
          done={single(query.done)}
          problem={single(query.problem)}
          kept={query.problem ? readKeptForm(await cookies()) : null}
        />
      ) : (
        <CodeGate
          linkId={link}
          company={front.name}
          phone={phoneOf(front)}
          timeZone={UTC}
          problem={single(query.problem)}
        />
      )}
    </PortalShell>
  );
}
