import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { BacklogPage } from "@/components/booking-requests/backlog-page";
import {
  loadBacklogView,
  PAGE_SIZE,
  requestFilters,
  toPlanFilters,
} from "@/components/booking-requests/filters";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { bookingRequestKeys } from "@/lib/booking-requests/client";
import { listBookingRequests } from "@/lib/booking-requests/queries";
import { bookingRequestListQuery } from "@/lib/booking-requests/schema";
import { getTranslator } from "@/lib/i18n/server";
import { jobKeys } from "@/lib/jobs/client";
import { listJobs } from "@/lib/jobs/queries";
import { jobListQuery } from "@/lib/jobs/schema";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("booking-requests");
  return { title: t("title") };
}

export default async function OfficeBacklogPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "jobs");
  const view = await loadBacklogView(searchParams);
  const client = await memberClient();
  const [asked, toPlan] = [requestFilters(view), toPlanFilters(view)];
  const page = { limit: PAGE_SIZE };
  const [requests, jobs] = await Promise.all([
    can(member, "read", "booking_requests")
      ? listBookingRequests(client, bookingRequestListQuery.parse({ ...asked, ...page }))
      : null,
    listJobs(client, jobListQuery.parse({ ...toPlan, ...page })),
  ]);
  return (
    <Prefilled
      queries={[
        [bookingRequestKeys.list(asked), requests && firstPage(requests)],
        [jobKeys.list(toPlan), firstPage(jobs)],
      ]}
    >
      <BacklogPage />
    </Prefilled>
  );
}
