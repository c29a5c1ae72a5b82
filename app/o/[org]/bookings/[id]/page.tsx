import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { STREAM_PAGE } from "@/components/activities/stream-page";
import { VisitRecord } from "@/components/bookings/visit-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { VisitWork } from "@/components/visit-work/visit-work";
import { activityKeys } from "@/lib/activities/client";
import { listActivities } from "@/lib/activities/queries";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { bookingKeys } from "@/lib/bookings/client";
import { getBooking } from "@/lib/bookings/queries";
import { customerKeys } from "@/lib/customers/client";
import { findCustomer } from "@/lib/customers/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { jobKeys } from "@/lib/jobs/client";
import { findJob } from "@/lib/jobs/queries";
import { propertyKeys } from "@/lib/properties/client";
import { findProperty } from "@/lib/properties/queries";
import { visitWorkKeys } from "@/lib/visit-work/client";
import { getVisitWork } from "@/lib/visit-work/queries";
import { VisitStream } from "./visit-stream";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readVisit = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "bookings");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  const visit = await orNotFound(getBooking(client, id));
  return { member, client, visit };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { visit } = await readVisit(org, id);
  return { title: `${visit.number} ${visit.job.customer.display_name}` };
}

const settled = <T,>(result: PromiseSettledResult<T>) =>
  result.status === "fulfilled" ? result.value : null;

export default async function VisitPage({ params }: Props) {
  const { org, id } = await params;
  const { member, client, visit } = await readVisit(org, id);
  const orgId = member.organization.id;
  const { customer, property } = visit.job;
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const [owner, place, job, notes, changes, done] = await Promise.allSettled([
    can(member, "read", "customers") ? findCustomer(client, orgId, customer.id) : null,
    can(member, "read", "properties") ? findProperty(client, orgId, property.id) : null,
    can(member, "read", "jobs") ? findJob(client, visit.job_id) : null,
    listActivities(client, { booking_id: id, limit: STREAM_PAGE }),
    listChanges(client, "bookings", id, { limit: STREAM_PAGE }),
    getVisitWork(client, id),
  ]);
  const [firstNotes, firstChanges] = [settled(notes), settled(changes)];
  return (
    <Prefilled
      queries={[
        [bookingKeys.record(id), visit],
        [customerKeys.record(customer.id), settled(owner)],
        [propertyKeys.record(property.id), settled(place)],
        [jobKeys.record(visit.job_id), settled(job)],
        [activityKeys.list({ booking_id: id }), firstNotes && firstPage(firstNotes)],
        [historyKeys.record("bookings", id), firstChanges && firstPage(firstChanges)],
        [visitWorkKeys.record(id), settled(done)],
      ]}
    >
      <VisitRecord id={id} work={<VisitWork bookingId={id} />} stream={<VisitStream id={id} />} />
    </Prefilled>
  );
}
