import { enqueue } from "@/lib/field/outbox";
import type { NewFile } from "@/lib/field/outbox";
import { openStore } from "@/lib/field/store";
import type { FieldStore, StoredOperation } from "@/lib/field/store";
import type { Operation, OperationOf, Visit } from "@/lib/sync/schema";
import { newId } from "@/lib/uuid";

const at = "2026-11-20T14:00:00Z";

/** A store nobody else has. */
export function freshStore(): FieldStore {
  return openStore(newId(), newId());
}

export function madeVisit(id: string = newId()): Visit {
  return {
    id,
    number: "V-2041",
    version: 1,
    status: "dispatched",
    starts_at: at,
    ends_at: "2026-11-20T15:00:00Z",
    arrival_window: null,
    promised_window: null,
    is_flexible_day: false,
    flexible_on: null,
    confirmed_at: null,
    outcome: null,
    outcome_reason: null,
    status_reason: null,
    actual_start: null,
    actual_end: null,
    instructions: null,
    time_zone: "America/New_York",
    role: "lead",
    seen_at: null,
    transitions: [],
    colleagues: [],
    job: { ...named(), number: "J-1001", title: "Repair", description: null, ...PLAIN_JOB },
    customer: {
      id: newId(),
      display_name: "Claire Moreau",
      kind: "person",
      phone: null,
      email: null,
      locale: null,
    },
    contacts: [],
    property: {
      id: newId(),
      line1: "12 Elm St",
      line2: null,
      city: "Albany",
      region: "NY",
      postcode: "12203",
      country: "US",
      lat: null,
      lng: null,
      access_notes: null,
      time_zone: "America/New_York",
    },
    checklists: [],
    photos: [],
    notes: [],
    signatures: [],
    time_entries: [],
    last_visits: [],
    parked: [],
  };
}

const named = () => ({ id: newId() });
const PLAIN_JOB = { priority: "normal" as const, wishes: null, duration_min: 60, service_type: null };

export function note(visitId: string, body: string): OperationOf<"note.add"> {
  const payload = { booking_id: visitId, body };
  return { op_id: newId(), kind: "note.add", entity: "note", entity_id: newId(), device_time: at, payload };
}

export function step(
  visitId: string,
  to: OperationOf<"booking.transition">["payload"]["to"],
): OperationOf<"booking.transition"> {
  return {
    op_id: newId(),
    kind: "booking.transition",
    entity: "booking",
    entity_id: visitId,
    device_time: at,
    payload: { to },
  };
}

const SUM = "ab".repeat(32);

export function photo(visitId: string): { op: OperationOf<"photo.add">; file: NewFile } {
  const file = {
    id: newId(),
    blob: new Blob(["picture"], { type: "image/jpeg" }),
    name: "before.jpg",
    mime: "image/jpeg",
    sha256: SUM,
  };
  const op = {
    op_id: newId(),
    kind: "photo.add" as const,
    entity: "photo" as const,
    entity_id: newId(),
    device_time: at,
    payload: {
      booking_id: visitId,
      file: { id: file.id, name: file.name, size_bytes: 7, mime: file.mime, sha256: SUM },
      category: "before" as const,
      taken_at: at,
    },
  };
  return { op, file };
}

/** Notes by their number, in the order given, to the visits in turn. */
export async function writeNotes(
  store: FieldStore,
  visits: readonly Visit[],
  count: number,
): Promise<Operation[]> {
  const operations: Operation[] = [];
  for (let index = 0; index < count; index += 1) {
    const visit = visits[index % visits.length];
    if (!visit) throw new Error("Give a visit.");
    const op = note(visit.id, `note ${index}`);
    operations.push(op);
    await enqueue(store, op, { visitId: visit.id });
  }
  return operations;
}

export async function statesOf(store: FieldStore): Promise<StoredOperation["state"][]> {
  return (await store.operations.orderBy("seq").toArray()).map(({ state }) => state);
}
