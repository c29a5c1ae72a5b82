import { assignmentsOf } from "@/components/bookings/people-picker";
import { decideBookingRequest } from "@/lib/booking-requests/client";
import { createBooking } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { createCustomer } from "@/lib/customers/client";
import { createJob } from "@/lib/jobs/client";
import { splitName } from "@/lib/planning/rules";
import { createProperty } from "@/lib/properties/client";
import { anyTimeOn, minutesOf } from "./call-form";
import type { CallForm } from "./call-form";
import { exactRange } from "./exact-range";
import type { CallSource } from "./use-call-start";
import type { Held } from "./use-hold";

type Keep = (patch: Partial<CallForm>) => void;

/**
 * Each step that has succeeded is kept at once, so that a later refusal (a time that was taken) repeats only what is
 * still missing.
 */
async function storeCustomer(form: CallForm, keep: Keep): Promise<CallForm> {
  if (form.customer) return form;
  const { isCompany, name, phone, email } = form;
  // Somebody who only left a number is called by it until he says his name.
  const called = name.trim() || phone.trim();
  const made = await createCustomer({
    kind: isCompany ? "company" : "person",
    ...(isCompany ? { company_name: called } : splitName(called)),
    phone,
    email,
    source: "phone",
  });
  const customer = { id: made.id, name: made.display_name, phone: made.phone };
  keep({ customer, isNewCustomer: false });
  return { ...form, customer, isNewCustomer: false };
}

async function storePlace(form: CallForm, country: string, keep: Keep): Promise<CallForm> {
  if (form.place || !form.customer) return form;
  const { line1, postcode, city, region } = form;
  const made = await createProperty({
    customer_id: form.customer.id,
    address: { line1, postcode, city, region, country },
  });
  const place = { id: made.id, line1: made.address.line1, city: made.address.city, timeZone: made.time_zone };
  keep({ place, isNewPlace: false });
  return { ...form, place, isNewPlace: false };
}

/** Customer and place, as far as they are new. */
export async function storePeople(form: CallForm, country: string, keep: Keep): Promise<CallForm> {
  return storePlace(await storeCustomer(form, keep), country, keep);
}

function titleOf({ service, wish }: CallForm): string {
  return service?.name ?? wish.trim().split("\n")[0]?.slice(0, 120) ?? "";
}

async function storeJob(
  form: CallForm,
  source: CallSource,
  keep: Keep,
): Promise<{ id: string; number: string }> {
  if (source.job) return source.job;
  if (form.job) return form.job;
  const { customer, place, service, wish, priority, dueOn, mode } = form;
  if (!customer || !place) throw new Error("A job is made after its customer and place.");
  const fields = {
    customer_id: customer.id,
    property_id: place.id,
    service_type_id: service?.id ?? null,
    title: titleOf(form),
    description: wish,
    priority: priority ?? service?.priority ?? "normal",
    duration_min: form.duration === "" ? null : minutesOf(form),
  };
  const { request } = source;
  const job = request
    ? await decideBookingRequest(request.id, request.version, { decision: "plan", job: fields }).then(
        ({ job_id, request: decided }) => ({ id: job_id ?? "", number: decided.job?.number ?? "" }),
      )
    : await createJob({ ...fields, source: "phone", due_on: mode === "backlog" && dueOn ? dueOn : null });
  const made = { id: job.id, number: job.number };
  keep({ job: made });
  return made;
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

export type Stored = { job: { id: string; number: string }; visit: Booking | null };

type StoreOptions = { source: CallSource; held: Held | null; country: string; zone: string; keep: Keep };

/** From a number to a planned visit: what is missing is made, in this order, and the visit last. */
export async function storeCall(form: CallForm, options: StoreOptions): Promise<Stored> {
  const { source, held, country, zone, keep } = options;
  const whole = await storePeople(form, country, keep);
  const job = await storeJob(whole, source, keep);
  if (form.mode === "backlog") return { job, visit: null };
  const place = placement(whole, held, whole.place?.timeZone ?? zone);
  if (!place) return { job, visit: null };
  return { job, visit: await createBooking({ job_id: job.id, ...place }) };
}
