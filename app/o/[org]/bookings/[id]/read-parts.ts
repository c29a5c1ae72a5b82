import type { QueryKey } from "@tanstack/react-query";
import { STREAM_PAGE } from "@/components/activities/stream-page";
import { MESSAGES_PAGE } from "@/components/notifications/messages-page";
import { firstPage } from "@/components/shared/prefilled";
import { activityKeys } from "@/lib/activities/client";
import { listActivities } from "@/lib/activities/queries";
import type { memberClient, requireMember } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { bookingKeys } from "@/lib/bookings/client";
import type { BookingRecord } from "@/lib/bookings/schema";
import { customerKeys } from "@/lib/customers/client";
import { findCustomer } from "@/lib/customers/queries";
import { feedbackKeys } from "@/lib/feedback/client";
import { listFeedback } from "@/lib/feedback/queries";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { jobKeys } from "@/lib/jobs/client";
import { findJob } from "@/lib/jobs/queries";
import { notificationKeys } from "@/lib/notifications/client";
import { listNotifications } from "@/lib/notifications/queries";
import { portalLinkKeys } from "@/lib/portal-links/client";
import { listPortalLinks } from "@/lib/portal-links/queries";
import { propertyKeys } from "@/lib/properties/client";
import { findProperty } from "@/lib/properties/queries";
import { visitWorkKeys } from "@/lib/visit-work/client";
import { getVisitWork } from "@/lib/visit-work/queries";

const settled = <T>(result: PromiseSettledResult<T>) => (result.status === "fulfilled" ? result.value : null);

type Reading = {
  member: Awaited<ReturnType<typeof requireMember>>;
  client: Awaited<ReturnType<typeof memberClient>>;
  visit: BookingRecord;
};

/**
 * What the parts of a visit's page show first. One that cannot be read now is left to the browser, which asks again
 * and shows its own error.
 */
export async function readParts({
  member,
  client,
  visit,
}: Reading): Promise<(readonly [QueryKey, unknown])[]> {
  const orgId = member.organization.id;
  const { id } = visit;
  const { customer, property } = visit.job;
  const [owner, place, job, messages, notes, changes, work, links, said] = await Promise.allSettled([
    can(member, "read", "customers") ? findCustomer(client, orgId, customer.id) : null,
    can(member, "read", "properties") ? findProperty(client, orgId, property.id) : null,
    can(member, "read", "jobs") ? findJob(client, visit.job_id) : null,
    can(member, "read", "notifications")
      ? listNotifications(client, { booking_id: id, limit: MESSAGES_PAGE })
      : null,
    listActivities(client, { booking_id: id, limit: STREAM_PAGE }),
    listChanges(client, "bookings", id, { limit: STREAM_PAGE }),
    getVisitWork(client, id),
    can(member, "read", "portal_links") ? listPortalLinks(client, id) : null,
    can(member, "read", "feedback") ? listFeedback(client, { booking_id: id, limit: 1 }) : null,
  ]);
  const [firstMessages, firstNotes, firstChanges] = [settled(messages), settled(notes), settled(changes)];
  return [
    [bookingKeys.record(id), visit],
    [customerKeys.record(customer.id), settled(owner)],
    [propertyKeys.record(property.id), settled(place)],
    [jobKeys.record(visit.job_id), settled(job)],
    [notificationKeys.list({ booking_id: id }), firstMessages && firstPage(firstMessages)],
    [activityKeys.list({ booking_id: id }), firstNotes && firstPage(firstNotes)],
    [historyKeys.record("bookings", id), firstChanges && firstPage(firstChanges)],
    [visitWorkKeys.record(id), settled(work)],
    [portalLinkKeys.list(id), settled(links)],
    [feedbackKeys.list({ booking_id: id }), settled(said)],
  ];
}
