import { call, createProperty } from "./company";
import { foundPlanning } from "./planning";
import type { Planning } from "./planning";

export type Slot = {
  starts_at: string;
  ends_at: string;
  resource_ids: string[];
  arrival_window: { starts_at: string; ends_at: string } | null;
  travel_min: number | null;
  score: number;
  reasons: { code: string; detail?: string | number }[];
};
export type Slots = { data: Slot[]; limits: { resource_id: string; code: string; until?: string }[] };

/** A company that works Monday to Friday from 9 to 12 in New York, which is 14 to 17 UTC on the stories' days. */
export type Scheduling = Planning & {
  /** An hour's visit without buffers. */
  serviceTypeId: string;
  slots: (more?: Record<string, unknown>, as?: Planning["owner"]) => Promise<Slots>;
  /** A place on the map: one hundredth of a degree north is 1.112 km, or 3 minutes (2.9) at the shipped settings. */
  placeAt: (lat: number, lng: number, more?: Record<string, unknown>) => Promise<string>;
  setting: (name: string, value: unknown) => Promise<unknown>;
};

let count = 0;

export async function foundScheduling(base: Planning): Promise<Scheduling> {
  count += 1;
  const company = await foundPlanning(base, `Scheduling ${count}`);
  const { sql, orgId } = company;
  await sql`delete from public.business_hours where org_id = ${orgId}`;
  await sql`
    insert into public.business_hours (org_id, weekday, opens, closes)
    select ${orgId}, weekday, '09:00', '12:00' from generate_series(1, 5) as weekday`;
  await sql`delete from public.business_closures where org_id = ${orgId}`;
  const [type] = await sql<{ id: string }[]>`
    insert into public.service_types (org_id, name, duration_min, currency)
    values (${orgId}, 'An hour', 60, 'USD') returning id`;
  const serviceTypeId = type?.id ?? "";
  return {
    ...company,
    serviceTypeId,
    slots: (more = {}, as = company.owner) =>
      call<Slots>(sql, company.at(as), "find_available_slots", {
        payload: {
          service_type_id: serviceTypeId,
          property_id: company.propertyId,
          from: "2030-03-05T05:00:00Z",
          to: "2030-03-06T05:00:00Z",
          ...more,
        },
      }),
    placeAt: async (lat, lng, more = {}) =>
      (await createProperty(company, company.customerId, { lat, lng, postcode: null, ...more })).id,
    setting: (name, value) => sql`
      insert into public.system_settings (org_id, category, name, value)
      values (${orgId}, 'scheduling', ${name}, ${sql.json(value as never)})
      on conflict (org_id, category, name) do update set value = excluded.value`,
  };
}

/** "HH:MM" UTC of the free times of a resource, earliest first. */
export function startsOf(answer: Slots, resourceId: string): string[] {
  return answer.data
    .filter((slot) => slot.resource_ids.includes(resourceId))
    .map((slot) => new Date(slot.starts_at).toISOString().slice(11, 16))
    .toSorted();
}

export function limitOf(answer: Slots, resourceId: string): string | undefined {
  return answer.limits.find((limit) => limit.resource_id === resourceId)?.code;
}
