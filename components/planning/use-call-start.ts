"use client";

import { useQuery } from "@tanstack/react-query";
import { useMember } from "@/components/shared/member";
import type { NewVisitStart } from "@/components/shared/new-visit";
import { fetchBookingRequest } from "@/lib/booking-requests/client";
import type { BookingRequest } from "@/lib/booking-requests/schema";
import { fetchCustomer, fetchCustomers } from "@/lib/customers/client";
import { fetchJob } from "@/lib/jobs/client";
import type { Job } from "@/lib/jobs/schema";
import { fetchProperty } from "@/lib/properties/client";
import { fetchResource } from "@/lib/resources/client";
import { fetchServiceType } from "@/lib/service-types/client";
import type { ServiceType } from "@/lib/service-types/schema";
import { dateIn, timeIn } from "@/lib/time";
import { EMPTY_CALL } from "./call-form";
import type { CallForm, KnownService } from "./call-form";

/** What is open already: the job whose next visit this is, or the request it answers. */
export type CallSource = {
  form: CallForm;
  job: Job | null;
  request: BookingRequest | null;
  /** Only this person's free times are looked for. */
  person: { id: string; name: string } | null;
};

export function serviceOf(type: ServiceType): KnownService {
  return {
    id: type.id,
    name: type.name,
    durationMin: type.duration_min,
    skills: type.skills.map(({ name }) => name),
    priority: type.priority,
  };
}

async function ofJob(id: string): Promise<Pick<CallSource, "form" | "job">> {
  const job = await fetchJob(id);
  const service = job.service_type ? serviceOf(await fetchServiceType(job.service_type.id)) : null;
  const { customer, property } = job;
  return {
    job,
    form: {
      ...EMPTY_CALL,
      customer: { id: customer.id, name: customer.display_name, phone: customer.phone },
      place: { id: property.id, line1: property.line1, city: property.city, timeZone: property.time_zone },
      service,
      duration: job.duration_min === null ? "" : String(job.duration_min),
      priority: job.priority,
    },
  };
}

async function ofRequest(id: string): Promise<Pick<CallSource, "form" | "request">> {
  const request = await fetchBookingRequest(id);
  const { address, customer, property } = request;
  const service = request.service_type ? serviceOf(await fetchServiceType(request.service_type.id)) : null;
  const known = customer ? await ofCustomer(customer.id) : EMPTY_CALL;
  const place = property ? await placeOf(property.id) : null;
  return {
    request,
    form: {
      ...known,
      isNewCustomer: !customer,
      name: request.name ?? "",
      phone: request.phone ?? "",
      email: request.email ?? "",
      place: place ?? (address.line1 ? null : known.place),
      // Nobody who is new has a place to choose.
      isNewPlace: !place && (!customer || Boolean(address.line1)),
      line1: address.line1 ?? "",
      postcode: address.postcode ?? "",
      city: address.city ?? "",
      region: address.region ?? "",
      service,
      wish: [request.description, request.wishes].filter(Boolean).join("\n"),
      priority: request.priority,
    },
  };
}

async function placeOf(id: string) {
  const { address, time_zone } = await fetchProperty(id);
  return { id, line1: address.line1, city: address.city, timeZone: time_zone };
}

async function ofCustomer(id: string): Promise<CallForm> {
  const { display_name, phone } = await fetchCustomer(id);
  return { ...EMPTY_CALL, customer: { id, name: display_name, phone } };
}

/** A caller's number belongs to one customer, or is the first thing known of a new one. */
async function ofPhone(phone: string): Promise<CallForm> {
  const { data } = await fetchCustomers({ q: phone }, { limit: 2 });
  const [first] = data;
  if (data.length === 1 && first) return ofCustomer(first.id);
  return { ...EMPTY_CALL, isNewCustomer: true, phone };
}

async function formOf(start: NewVisitStart): Promise<Pick<CallSource, "form"> & Partial<CallSource>> {
  if (start.job_id) return ofJob(start.job_id);
  if (start.request_id) return ofRequest(start.request_id);
  if (start.customer_id) {
    const form = await ofCustomer(start.customer_id);
    return { form: start.property_id ? { ...form, place: await placeOf(start.property_id) } : form };
  }
  return { form: start.phone ? await ofPhone(start.phone) : EMPTY_CALL };
}

async function read(start: NewVisitStart, zone: string): Promise<CallSource> {
  const { form, job = null, request = null } = await formOf(start);
  const person = start.resource_id ? await fetchResource(start.resource_id) : null;
  const at = start.starts_at && !Number.isNaN(Date.parse(start.starts_at)) ? start.starts_at : null;
  return {
    job,
    request,
    person: person ? { id: person.id, name: person.name } : null,
    form: {
      ...form,
      mode: start.mode ?? form.mode,
      ...(at ? { from: dateIn(at, zone), date: dateIn(at, zone), time: timeIn(at, zone) } : {}),
      ...(person ? { people: [{ id: person.id, name: person.name, kind: person.kind, role: "lead" }] } : {}),
    },
  };
}

/** Nothing to read, nothing to wait for. */
const BLANK: CallSource = { form: EMPTY_CALL, job: null, request: null, person: null };

/** What the sheet begins with. Read once per opening; what is typed afterwards is nobody else's. */
export function useCallStart(start: NewVisitStart) {
  const { organization } = useMember();
  const isBlank = Object.keys(start).length === 0;
  return useQuery({
    queryKey: ["planning", "start", start],
    queryFn: () => read(start, organization.time_zone),
    initialData: isBlank ? BLANK : undefined,
    enabled: !isBlank,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}
