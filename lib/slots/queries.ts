import "server-only";
import type { z } from "zod";
import { slotAnswer, type Slot, type SlotAnswer, type slotQuery } from "@/lib/slots/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Best first, and for each resource that is missing or offered less what kept it. */
export async function findSlots(client: Client, query: z.output<typeof slotQuery>): Promise<SlotAnswer> {
  return slotAnswer.parse(unwrap(await client.rpc("find_available_slots", { payload: query })));
}

/** A time that was wanted for a visit of a job, and who was to come. `bookingId` is the visit if there is one already. */
export type WantedTime = {
  jobId: string;
  bookingId: string | null;
  startsAt: string;
  endsAt: string;
  resourceId: string | null;
};

const MS_PER_MIN = 60_000;
const MS_PER_DAY = 86_400_000;
const DAYS_BEFORE = 1;
const DAYS_AFTER = 7;
const MOST = 3;

/** The three free times nearest to the wanted one, never in the past: what to offer when it is taken. */
export async function nearestSlots(client: Client, wanted: WantedTime): Promise<Slot[]> {
  const start = Date.parse(wanted.startsAt);
  const now = Date.now();
  const { data } = await findSlots(client, {
    job_id: wanted.jobId,
    ...(wanted.bookingId ? { booking_id: wanted.bookingId } : {}),
    ...(wanted.resourceId ? { resource_id: wanted.resourceId } : {}),
    duration_min: Math.round((Date.parse(wanted.endsAt) - start) / MS_PER_MIN),
    from: new Date(Math.max(now, start - DAYS_BEFORE * MS_PER_DAY)).toISOString(),
    to: new Date(Math.max(now, start) + DAYS_AFTER * MS_PER_DAY).toISOString(),
    limit: 100,
  });
  const distance = ({ starts_at }: Slot) => Math.abs(Date.parse(starts_at) - start);
  return data.toSorted((one, other) => distance(one) - distance(other)).slice(0, MOST);
}
