import type { BookingRequest } from "@/lib/booking-requests/schema";
import type { JobPriority, JobRow } from "@/lib/jobs/schema";
import type { TimeRange } from "@/lib/slots/schema";

/** Work without a time: somebody asked for it, or it is a job already. */
export type BacklogItem =
  { kind: "request"; id: string; request: BookingRequest } | { kind: "job"; id: string; job: JobRow };

export const ofRequest = (request: BookingRequest): BacklogItem => ({
  kind: "request",
  id: request.id,
  request,
});
export const ofJob = (job: JobRow): BacklogItem => ({ kind: "job", id: job.id, job });

const recordOf = (item: BacklogItem) => (item.kind === "request" ? item.request : item.job);

/** What every row and the panel show, whichever of the two it is. */
export type ItemFacts = {
  number: string;
  priority: JobPriority;
  /** Null for a request that gave no name. */
  customer: string | null;
  phone: string | null;
  place: string | null;
  service: { id: string; name: string } | null;
  description: string | null;
  wishes: string | null;
  preferred: readonly TimeRange[];
  /** Null until the place is known. */
  timeZone: string | null;
};

export function factsOf(item: BacklogItem): ItemFacts {
  const { number, priority, service_type: service, wishes } = recordOf(item);
  const common = { number, priority, service, wishes };
  if (item.kind === "job") {
    const { customer, property, title, description } = item.job;
    return {
      ...common,
      customer: customer.display_name,
      phone: customer.phone,
      place: [property.line1, property.city].filter(Boolean).join(", "),
      description: description ?? title,
      preferred: [],
      timeZone: property.time_zone,
    };
  }
  const { request } = item;
  const place = request.property ?? request.address;
  return {
    ...common,
    customer: request.customer?.display_name ?? request.name,
    phone: request.phone,
    place: [place.line1, place.city].filter(Boolean).join(", ") || null,
    description: request.description,
    preferred: request.preferred,
    timeZone: null,
  };
}

/** What keeps a request from being planned: how long it takes follows from the service, where it is from the address. */
export function whatIsMissing(item: BacklogItem, serviceId: string | null): "place" | "service" | null {
  if (item.kind === "job") return null;
  const { property, address } = item.request;
  if (!property && !(address.line1 && address.city)) return "place";
  return serviceId === null ? "service" : null;
}
