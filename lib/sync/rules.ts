import { fieldStepsFrom, findBookingStep } from "@/lib/bookings/rules";
import type { BookingStatus } from "@/lib/bookings/schema";
import type { Operation, OperationOf, PayloadOf, Visit, VisitTimeEntry } from "@/lib/sync/schema";

/**
 * A visit as it will be once the office has the operation: what the phone shows before anybody has answered. Never
 * throws and never guesses: a step that is not possible any more leaves the visit as it is, because the office will
 * refuse it as well. `resourceId` is the technician's own; without it his clock cannot run.
 */
export function applyLocally(visit: Visit, operation: Operation, resourceId: string | null = null): Visit {
  switch (operation.kind) {
    case "booking.transition":
      return step(visit, operation, resourceId);
    case "booking.seen":
      return { ...visit, seen_at: visit.seen_at ?? operation.device_time };
    case "gate_code.shown":
      return visit;
    case "checklist.answer":
      return answer(visit, operation);
    case "photo.add":
    case "photo.update":
    case "photo.remove":
      return withPhoto(visit, operation);
    case "note.add":
      return note(visit, operation);
    case "signature.add":
      return sign(visit, operation);
    case "time.add":
    case "time.end":
      return withTime(visit, operation, resourceId);
    case "conflict.decide":
      return decide(visit, operation);
  }
}

/** Whether a record of that kind and id belongs to the visit: an operation names only its own record. */
export function concerns(visit: Visit, operation: Operation): boolean {
  const { entity_id: id, payload } = operation;
  if ("booking_id" in payload) return payload.booking_id === visit.id;
  switch (operation.entity) {
    case "booking":
      return visit.id === id;
    case "checklist":
      return visit.checklists.some((each) => each.id === id);
    case "photo":
      return visit.photos.some((each) => each.id === id);
    case "note":
      return visit.notes.some((each) => each.id === id);
    case "signature":
      return visit.signatures.some((each) => each.id === id);
    case "time_entry":
      return visit.time_entries.some((each) => each.id === id);
    case "operation":
      return visit.parked.some((each) => each.op_id === id);
  }
}

const CLOCK_OF_STATE: Partial<Record<BookingStatus, VisitTimeEntry["kind"]>> = {
  en_route: "travel",
  on_site: "on_site",
  paused: "break",
};

function step(visit: Visit, operation: OperationOf<"booking.transition">, resourceId: string | null): Visit {
  const { device_time: at, payload } = operation;
  if (visit.status === payload.to || !findBookingStep(visit.status, payload.to)?.isField) return visit;
  return {
    ...visit,
    ...afterStep(visit, payload, at),
    time_entries: runClock(visit, operation, resourceId),
    transitions: fieldStepsFrom(payload.to).map(({ to, needsReason }) => ({ to, needs_reason: needsReason })),
  };
}

/** The same as private.step_row: each state brings what it needs and leaves nothing of the state before. */
function afterStep(visit: Visit, payload: PayloadOf<"booking.transition">, at: string): Partial<Visit> {
  const reason = payload.reason?.trim() || null;
  const outcome = payload.to === "completed" ? (payload.outcome ?? "done") : null;
  const left = payload.outcome_reason?.trim() || reason;
  const isOnSite = payload.to === "on_site";
  return {
    status: payload.to,
    status_reason: payload.to === "paused" || payload.to === "no_show" ? reason : null,
    outcome,
    outcome_reason: outcome === "incomplete" ? left : null,
    actual_start: isOnSite ? (visit.actual_start ?? at) : visit.actual_start,
    actual_end: payload.to === "completed" ? later(at, visit.actual_start) : null,
  };
}

const later = (at: string, other: string | null) =>
  other !== null && Date.parse(other) > Date.parse(at) ? other : at;

function runClock(
  visit: Visit,
  operation: OperationOf<"booking.transition">,
  resourceId: string | null,
): VisitTimeEntry[] {
  const at = operation.device_time;
  const entries = visit.time_entries.map((entry) =>
    entry.ends_at === null && entry.resource_id === resourceId
      ? { ...entry, ends_at: later(at, entry.starts_at) }
      : entry,
  );
  const kind = CLOCK_OF_STATE[operation.payload.to];
  if (!kind || resourceId === null) return entries;
  // The office makes the real entry from the step; until then the operation's own id stands for it.
  return [...entries, { id: operation.op_id, kind, starts_at: at, ends_at: null, resource_id: resourceId }];
}

function answer(visit: Visit, operation: OperationOf<"checklist.answer">): Visit {
  const { key, value, note: words } = operation.payload;
  const given = { value, note: words?.trim() || null, at: operation.device_time, by: null };
  const isTakenBack = value === null && given.note === null;
  return {
    ...visit,
    checklists: visit.checklists.map((checklist) => {
      if (checklist.id !== operation.entity_id) return checklist;
      const { [key]: _before, ...others } = checklist.answers;
      return { ...checklist, answers: isTakenBack ? others : { ...others, [key]: given } };
    }),
  };
}

function withPhoto(
  visit: Visit,
  operation: OperationOf<"photo.add"> | OperationOf<"photo.update"> | OperationOf<"photo.remove">,
): Visit {
  const id = operation.entity_id;
  if (operation.kind === "photo.add") return addPhoto(visit, operation);
  if (operation.kind === "photo.remove") {
    return { ...visit, photos: visit.photos.filter((photo) => photo.id !== id) };
  }
  const { category, caption } = operation.payload;
  return {
    ...visit,
    photos: visit.photos.map((photo) =>
      photo.id === id
        ? {
            ...photo,
            category: category ?? photo.category,
            caption: caption === undefined ? photo.caption : caption?.trim() || null,
          }
        : photo,
    ),
  };
}

function addPhoto(visit: Visit, { entity_id, payload }: OperationOf<"photo.add">): Visit {
  if (visit.photos.some(({ id }) => id === entity_id)) return visit;
  const photo = {
    id: entity_id,
    category: payload.category,
    caption: payload.caption?.trim() || null,
    taken_at: payload.taken_at,
    sha256: payload.file.sha256,
    file_id: payload.file.id,
    file_state: "pending" as const,
    checklist_id: payload.checklist_id ?? null,
    item_key: payload.item_key ?? null,
  };
  return { ...visit, photos: [...visit.photos, photo] };
}

function note(visit: Visit, { entity_id, payload, device_time }: OperationOf<"note.add">): Visit {
  if (visit.notes.some(({ id }) => id === entity_id)) return visit;
  const added = {
    id: entity_id,
    body: payload.body.trim(),
    kind: "note" as const,
    author: null,
    is_for_customer: payload.is_for_customer ?? false,
    created_at: device_time,
  };
  return { ...visit, notes: [added, ...visit.notes] };
}

function sign(visit: Visit, { entity_id, payload }: OperationOf<"signature.add">): Visit {
  if (visit.signatures.some(({ id }) => id === entity_id)) return visit;
  const added = {
    id: entity_id,
    kind: payload.kind,
    signer_name: payload.signer_name?.trim() || null,
    absent_reason: payload.absent_reason?.trim() || null,
    signed_at: payload.signed_at,
    report_sha256: payload.report_sha256,
  };
  return { ...visit, signatures: [...visit.signatures, added] };
}

function withTime(
  visit: Visit,
  operation: OperationOf<"time.add"> | OperationOf<"time.end">,
  resourceId: string | null,
): Visit {
  const { entity_id: id } = operation;
  if (operation.kind === "time.end") {
    const { ends_at } = operation.payload;
    const entries = visit.time_entries.map((entry) => (entry.id === id ? { ...entry, ends_at } : entry));
    return { ...visit, time_entries: entries };
  }
  if (resourceId === null || visit.time_entries.some((entry) => entry.id === id)) return visit;
  const { kind, starts_at, ends_at } = operation.payload;
  const added = { id, kind, starts_at, ends_at: ends_at ?? null, resource_id: resourceId };
  return { ...visit, time_entries: [...visit.time_entries, added] };
}

/** What was decided goes from the list; asking the office leaves it there, as a question that is theirs now. */
function decide(visit: Visit, { entity_id, payload }: OperationOf<"conflict.decide">): Visit {
  if (payload.decision === "ask_office") {
    const parked = visit.parked.map((each) =>
      each.op_id === entity_id ? { ...each, state: "with_office" as const } : each,
    );
    return { ...visit, parked };
  }
  return { ...visit, parked: visit.parked.filter(({ op_id }) => op_id !== entity_id) };
}
