import { assignmentsOf } from "@/components/bookings/people-picker";
import { decideBookingRequest } from "@/lib/booking-requests/client";
import { createBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import type { CustomField } from "@/lib/custom-fields/schema";
import { createCustomer } from "@/lib/customers/client";
import { ApiProblem } from "@/lib/http/api-problem";
import { createJob } from "@/lib/jobs/client";
import { splitName } from "@/lib/planning/rules";
import { createProperty } from "@/lib/properties/client";
import { saidOf } from "./call-fields";
import { anyTimeOn, minutesOf } from "./call-form";
import type { CallForm } from "./call-form";
import { exactRange } from "./exact-range";
import type { CallSource } from "./use-call-start";
import type { Held } from "./use-hold";

type People = {
  country: string;
  /** The company's own, of every kind of record. */
  fields: readonly CustomField[];
  keep: (patch: Partial<CallForm>) => void;
};

/** Two records may have a field of the same name: which of them was refused is said with it. */
async function made<T>(entity: FieldEntity, making: Promise<T>): Promise<T> {
  try {
    return await making;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { status, code, members, retryAfterS } = error;
    const errors = error.errors.map((each) =>
      each.field.startsWith("custom_fields.") ? { ...each, field: `${entity}.${each.field}` } : each,
    );
    throw new ApiProblem(status, code, { ...members, errors }, retryAfterS);
  }
}

/**
 * Each step that has succeeded is kept at once, so that a later refusal (a time that was taken) repeats only what is
 * still missing.
 */
async function storeCustomer(form: CallForm, { fields, keep }: People): Promise<CallForm> {
  if (form.customer) return form;
  const { isCompany, name, phone, email } = form;
  // Somebody who only left a number is called by it until he says his name.
  const called = name.trim() || phone.trim();
  const { id, ...stored } = await made(
    "customer",
    createCustomer({
      kind: isCompany ? "company" : "person",
      ...(isCompany ? { company_name: called } : splitName(called)),
      phone,
      email,
      source: "phone",
      ...saidOf(fields, form, "customer"),
    }),
  );
  const customer = { id, name: stored.display_name, phone: stored.phone };
  keep({ customer, isNewCustomer: false });
  return { ...form, customer, isNewCustomer: false };
}

async function storePlace(form: CallForm, { country, fields, keep }: People): Promise<CallForm> {
  if (form.place || !form.customer) return form;
  const { line1, postcode, city, region } = form;
  const { id, address, time_zone } = await made(
    "property",
    createProperty({
      customer_id: form.customer.id,
      address: { line1, postcode, city, region, country },
      ...saidOf(fields, form, "property"),
    }),
  );
  const place = { id, line1: address.line1, city: address.city, timeZone: time_zone };
  keep({ place, isNewPlace: false });
  return { ...form, place, isNewPlace: false };
}

/** Customer and place, as far as they are new. */
export async function storePeople(form: CallForm, people: People): Promise<CallForm> {
  return storePlace(await storeCustomer(form, people), people);
}

function titleOf({ service, wish }: CallForm): string {
  return service?.name ?? wish.trim().split("\n")[0]?.slice(0, 120) ?? "";
}

type Job = { id: string; number: string };

async function storeJob(form: CallForm, source: CallSource, { fields, keep }: People): Promise<Job> {
  if (source.job) return source.job;
  if (form.job) return form.job;
  const { customer, place, service, wish, priority, dueOn, mode } = form;
  if (!customer || !place) throw new Error("A job is made after its customer and place.");
  const whose = { customer_id: customer.id, property_id: place.id };
  const work = {
    service_type_id: service?.id ?? null,
    title: titleOf(form),
    description: wish,
    priority: priority ?? service?.priority ?? "normal",
    duration_min: form.duration === "" ? null : minutesOf(form),
    due_on: mode === "backlog" && dueOn ? dueOn : null,
    ...saidOf(fields, form, "job"),
  };
  const { request } = source;
  const making = request
    ? decideBookingRequest(request.id, request.version, { decision: "plan", ...whose, job: work }).then(
        ({ job_id, request: decided }) => ({ id: job_id ?? "", number: decided.job?.number ?? "" }),
      )
    : createJob({ ...whose, ...work, source: "phone" });
  const { id, number } = await made("job", making);
  keep({ job: { id, number } });
  return { id, number };
}

function placement(form: CallForm, held: Held | null, zone: string) {
  if (form.mode === "exact") {
    const day = anyTimeOn(form);
    if (day) return { is_flexible_day: true, flexible_on: day, assignments: assignmentsOf(form.people) };
    const range = exactRange(form, zone);
    return range ? { ...range, assignments: assignmentsOf(form.people) } : null;
  }
  if (!held) return null;
  const { starts_at, ends_at, arrival_window, resource_ids } = held.slot;
  return {
    starts_at,
    ends_at,
    arrival_window,
    hold_id: held.hold?.id ?? null,
    assignments: resource_ids.map((resource_id, index) => ({
      resource_id,
      role: index === 0 ? ("lead" as const) : ("helper" as const),
    })),
  };
}

export type Stored = { job: Job; visit: Booking | null };

type StoreOptions = People & { source: CallSource; held: Held | null; zone: string };

/** From a number to a planned visit: what is missing is made, in this order, and the visit last. */
export async function storeCall(form: CallForm, options: StoreOptions): Promise<Stored> {
  const { source, held, zone, fields } = options;
  const whole = await storePeople(form, options);
  const job = await storeJob(whole, source, options);
  if (form.mode === "backlog") return { job, visit: null };
  const place = placement(whole, held, whole.place?.timeZone ?? zone);
  if (!place) return { job, visit: null };
  const visit = createBooking({ job_id: job.id, ...place, ...saidOf(fields, form, "booking") });
  return { job, visit: await made("booking", visit) };
}
