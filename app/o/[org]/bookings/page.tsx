import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadVisitView, PAGE_SIZE, visitFilters } from "@/components/bookings/filters";
import { VisitList } from "@/components/bookings/visit-list";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { memberClient, requireMember, requirePermission } from "@/lib/auth/member";
import { bookingKeys } from "@/lib/bookings/client";
import { listBookings } from "@/lib/bookings/queries";
import { bookingListQuery } from "@/lib/bookings/schema";
import { ALL_FIELDS, customFieldKeys } from "@/lib/custom-fields/client";
import { allCustomFields } from "@/lib/custom-fields/queries";
import { getTranslator } from "@/lib/i18n/server";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator("bookings");
  return { title: t("title") };
}

export default async function BookingsPage({ params, searchParams }: Props) {
  const member = await requireMember((await params).org);
  requirePermission(member, "read", "bookings");
  const view = await loadVisitView(searchParams);
  const client = await memberClient();
  // Read before the list only where the address filters by them.
  const fields = view.fields ? await allCustomFields(client, member) : null;
  const filters = visitFilters(view, member.organization.time_zone, fields?.data);
  const { unassigned, late, ...plain } = filters;
  const asked = bookingListQuery.parse({
    ...plain,
    unassigned: unassigned ? "true" : undefined,
    late: late ? "true" : undefined,
    limit: PAGE_SIZE,
  });
  const page = await listBookings(client, asked);
  return (
    <Prefilled
      queries={[
        [bookingKeys.list(filters), firstPage(page)],
        [customFieldKeys.list(ALL_FIELDS), fields],
      ]}
    >
      <VisitList />
    </Prefilled>
  );
}
