import { z } from "zod";
import { assignmentRole, bookingOutcome, bookingStatus } from "@/lib/bookings/schema";
import { customField, fieldValue } from "@/lib/custom-fields/schema";
import { email, id, instant } from "@/lib/http/fields";
import { devicePlatform } from "@/lib/devices/schema";
import { answerValue, jobChecklist } from "@/lib/job-checklists/schema";
import { photoCategory, photoFileState } from "@/lib/photos/schema";
import { signatureKind } from "@/lib/signatures/schema";
import { timeRange } from "@/lib/slots/schema";
import { timeEntryKind } from "@/lib/time-entries/schema";
import { missing } from "@/lib/visit-work/schema";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const prose = (max: number) => z.string().max(max);

/** A file the phone holds: made known with the record that shows it, its bytes follow by `POST /files/{id}/uploads`. */
export const fileOfOperation = z.strictObject({
  id,
  name: z.string().min(1).max(255),
  size_bytes: z.int().positive(),
  mime: z.string().max(100),
  sha256,
});
export type FileOfOperation = z.infer<typeof fileOfOperation>;

export const decision = z.enum(["apply", "discard", "note", "ask_office", "retry"]);
export type Decision = z.infer<typeof decision>;

/** What each kind of operation says. Kinds are rows of private.sync_kinds: an issue that adds one adds a line here. */
export const payloads = {
  "booking.transition": z.strictObject({
    to: bookingStatus,
    reason: prose(1_000).nullish(),
    outcome: bookingOutcome.optional(),
    outcome_reason: prose(1_000).nullish(),
    /** Of an incomplete visit: makes the follow-up known to the office. */
    follow_up: z
      .strictObject({ reason: prose(1_000), duration_min: z.int().min(5).max(14_400).optional() })
      .optional(),
  }),
  "booking.seen": z.strictObject({}),
  "checklist.answer": z.strictObject({
    key: z.string(),
    value: z.union([z.boolean(), z.number(), z.string().max(5_000), z.null()]),
    note: prose(1_000).nullish(),
  }),
  "photo.add": z.strictObject({
    booking_id: id,
    file: fileOfOperation,
    category: photoCategory,
    caption: prose(500).nullish(),
    taken_at: instant,
    lat: z.number().min(-90).max(90).nullish(),
    lng: z.number().min(-180).max(180).nullish(),
    checklist_id: id.nullish(),
    item_key: z.string().nullish(),
  }),
  "photo.update": z.strictObject({ category: photoCategory.optional(), caption: prose(500).nullish() }),
  "photo.remove": z.strictObject({}),
  "note.add": z.strictObject({
    booking_id: id,
    body: prose(10_000).min(1),
    is_for_customer: z.boolean().optional(),
  }),
  "signature.add": z.strictObject({
    booking_id: id,
    kind: signatureKind,
    signer_name: z.string().max(200).nullish(),
    file: fileOfOperation.optional(),
    absent_reason: prose(500).nullish(),
    /** Where the signed report is sent once; kept by nobody. */
    email: email.nullish(),
    /** reportOf(visit, settings) as shown, and the sum over its canonical form. */
    report: z.record(z.string(), z.json()),
    report_sha256: sha256,
    signed_at: instant,
  }),
  "time.add": z.strictObject({
    booking_id: id.nullish(),
    kind: timeEntryKind,
    starts_at: instant,
    ends_at: instant.nullish(),
    note: prose(500).nullish(),
  }),
  "time.end": z.strictObject({ ends_at: instant }),
  /** A look at a gate code this phone holds: the code itself is not said. */
  "gate_code.shown": z.strictObject({}),
  "conflict.decide": z.strictObject({ decision }),
} as const;

export type OperationKind = keyof typeof payloads;

export type OperationEntity =
  "booking" | "checklist" | "photo" | "note" | "signature" | "time_entry" | "operation";

/** Which record `entity_id` names. Of "operation" it is the op_id of the parked one. */
export const ENTITY_OF_KIND = {
  "booking.transition": "booking",
  "booking.seen": "booking",
  "checklist.answer": "checklist",
  "photo.add": "photo",
  "photo.update": "photo",
  "photo.remove": "photo",
  "note.add": "note",
  "signature.add": "signature",
  "time.add": "time_entry",
  "time.end": "time_entry",
  "gate_code.shown": "booking",
  "conflict.decide": "operation",
} as const satisfies Record<OperationKind, OperationEntity>;

export type PayloadOf<Kind extends OperationKind> = z.infer<(typeof payloads)[Kind]>;
export type OperationOf<Kind extends OperationKind> = {
  op_id: string;
  kind: Kind;
  entity: (typeof ENTITY_OF_KIND)[Kind];
  entity_id: string;
  /** Of the row the phone saw: of "checklist.answer" it decides what merges. */
  base_version?: number | undefined;
  /** By the phone's clock, uncorrected. */
  device_time: string;
  payload: PayloadOf<Kind>;
};
export type Operation = { [Kind in OperationKind]: OperationOf<Kind> }[OperationKind];

/**
 * The envelope only: a payload that is wrong is one rejected operation and must not refuse the whole batch, or a phone
 * with one such would never send anything again.
 */
export const operation = z.strictObject({
  op_id: id,
  kind: z.string().min(1).max(60),
  entity: z.string().min(1).max(60),
  entity_id: id,
  base_version: z.int().positive().optional(),
  device_time: instant,
  payload: z.record(z.string(), z.json()),
});

export const syncRequest = z.strictObject({
  device_id: id,
  device: z
    .strictObject({
      name: z.string().trim().min(1).max(120),
      platform: devicePlatform,
      app_version: z.string().max(60).nullish(),
      unsent_count: z.int().min(0),
      unsent_bytes: z.int().min(0),
      oldest_unsent_at: instant.nullish(),
      /** The phone's clock as it sends this: the server keeps how far it is off. */
      clock: instant,
    })
    .optional(),
  operations: z.array(operation).max(100),
});
/** As a phone sends it; the server reads operations by their envelope. */
export type SyncRequest = Omit<z.input<typeof syncRequest>, "operations"> & {
  operations: readonly Operation[];
};

export const syncOutcome = z.enum(["applied", "merged", "conflict", "rejected"]);
export type SyncOutcome = z.infer<typeof syncOutcome>;

const person = z.object({ id, name: z.string() });
export const parkedState = z.enum(["parked", "with_office"]);

/** An operation that could not be done, with what the office says: both sides of the question. */
export const parkedOperation = z.object({
  op_id: id,
  kind: z.string(),
  /** illegal_step, report_changed, incomplete, not_found, invalid … */
  code: z.string().nullable(),
  device_time: instant,
  payload: z.record(z.string(), z.json()),
  /** What the record was at the office when this arrived; of a visit {status, starts_at, ends_at, …}. */
  office: z.record(z.string(), z.json()).nullable(),
  state: parkedState,
});
export type ParkedOperation = z.infer<typeof parkedOperation>;

export const visitPhoto = z.object({
  id,
  category: photoCategory,
  caption: z.string().nullable(),
  taken_at: instant,
  sha256: z.string(),
  file_id: id,
  file_state: photoFileState,
  checklist_id: id.nullable(),
  item_key: z.string().nullable(),
});
export type VisitPhoto = z.infer<typeof visitPhoto>;

export const visitChecklist = jobChecklist.pick({
  id: true,
  name: true,
  is_required: true,
  items: true,
  answers: true,
  version: true,
});
export type VisitChecklist = z.infer<typeof visitChecklist>;

export const visitNote = z.object({
  id,
  body: z.string(),
  kind: z.enum(["note", "call", "message"]),
  author: person.extend({ name: z.string().nullable() }).nullable(),
  is_for_customer: z.boolean(),
  created_at: instant,
});
export type VisitNote = z.infer<typeof visitNote>;

export const visitSignature = z.object({
  id,
  kind: signatureKind,
  signer_name: z.string().nullable(),
  absent_reason: z.string().nullable(),
  signed_at: instant,
  report_sha256: z.string(),
});
export type VisitSignature = z.infer<typeof visitSignature>;

export const visitTimeEntry = z.object({
  id,
  kind: timeEntryKind,
  starts_at: instant,
  ends_at: instant.nullable(),
  resource_id: id,
});
export type VisitTimeEntry = z.infer<typeof visitTimeEntry>;

/** A visit with all a technician needs without signal. */
export const visit = z.object({
  id,
  number: z.string(),
  version: z.int(),
  status: bookingStatus,
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  arrival_window: timeRange.nullable(),
  promised_window: timeRange.nullable(),
  is_flexible_day: z.boolean(),
  flexible_on: z.string().nullable(),
  confirmed_at: instant.nullable(),
  outcome: bookingOutcome.nullable(),
  outcome_reason: z.string().nullable(),
  status_reason: z.string().nullable(),
  actual_start: instant.nullable(),
  actual_end: instant.nullable(),
  instructions: z.string().nullable(),
  /** By key, as the settings name them; absent where there are none. */
  custom_fields: z.record(z.string(), fieldValue).optional(),
  /** Of the property. */
  time_zone: z.string(),
  /** Of the one who asks. */
  role: assignmentRole.nullable(),
  seen_at: instant.nullable(),
  transitions: z.array(z.object({ to: bookingStatus, needs_reason: z.boolean() })),
  colleagues: z.array(
    z.object({ resource_id: id, name: z.string(), role: assignmentRole, phone: z.string().nullable() }),
  ),
  job: z.object({
    id,
    number: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    priority: z.enum(["low", "normal", "high", "urgent"]),
    wishes: z.string().nullable(),
    duration_min: z.int().nullable(),
    service_type: z.object({ id, name: z.string(), color: z.int() }).nullable(),
  }),
  customer: z.object({
    id,
    display_name: z.string(),
    kind: z.enum(["person", "company"]),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    /** What he signs is shown in his language; null: the organization's. */
    locale: z.string().nullable(),
  }),
  contacts: z.array(
    z.object({ id, name: z.string(), phone: z.string().nullable(), role: z.string().nullable() }),
  ),
  property: z.object({
    id,
    line1: z.string(),
    line2: z.string().nullable(),
    city: z.string(),
    region: z.string().nullable(),
    postcode: z.string().nullable(),
    country: z.string(),
    lat: z.number().nullable(),
    lng: z.number().nullable(),
    access_notes: z.string().nullable(),
    time_zone: z.string(),
  }),
  checklists: z.array(visitChecklist),
  photos: z.array(visitPhoto),
  /** What the customer or the office has shown of the work, the latest twelve; absent where there is none. */
  pictures: z.array(z.object({ id, file_id: id, caption: z.string().nullable() })).optional(),
  notes: z.array(visitNote),
  signatures: z.array(visitSignature),
  time_entries: z.array(visitTimeEntry),
  last_visits: z.array(
    z.object({
      id,
      number: z.string(),
      starts_at: instant.nullable(),
      service: z.string().nullable(),
      /** The outcome's reason or the last note. */
      summary: z.string().nullable(),
      /** By key of the question, of the newest checklist that asked it. */
      answers: z.record(z.string(), answerValue),
    }),
  ),
  /** Own operations about this visit that wait for a person. */
  parked: z.array(parkedOperation),
});
export type Visit = z.infer<typeof visit>;

export const fieldSettings = z.object({
  organization: z.object({
    id,
    slug: z.string(),
    name: z.string(),
    time_zone: z.string(),
    locale: z.string(),
    currency: z.string(),
    phone: z.string().nullable(),
    brand_color: z.string().nullable(),
    logo_file_id: id.nullable(),
  }),
  me: z.object({
    user_id: id,
    name: z.string(),
    role: z.string(),
    resource: z.object({ id, name: z.string(), time_zone: z.string() }).nullable(),
    locale: z.string().nullable(),
  }),
  limits: z.object({ photos_per_visit: z.int(), photo_max_px: z.int() }),
  features: z.object({
    /** Whether the office refuses "done" without a signature. */
    signature_required: z.boolean(),
  }),
  /** Distance as the crow flies times circuity, at this speed: when to leave. */
  travel: z.object({ speed_kmh: z.number(), circuity: z.number() }),
  /** The company's own fields of visits, in its order; absent in what a phone kept from before there were any. */
  custom_fields: z.array(customField.pick({ key: true, name: true, type: true, options: true })).optional(),
});
export type FieldSettings = z.infer<typeof fieldSettings>;

/** Why an operation was not done as sent; `missing` of "incomplete" as private.visit_missing says it. */
export const resultDetail = z.object({
  message: z.string().optional(),
  field: z.string().nullish(),
  missing: z.array(missing).optional(),
  allowed: z.array(z.string()).optional(),
});
export type ResultDetail = z.infer<typeof resultDetail>;

export const operationResult = z.object({
  op_id: id,
  result: syncOutcome,
  code: z.string().nullish(),
  detail: resultDetail.nullish(),
  /** The visit after it, with the last operation of each visit only; absent where it is not on this phone any more. */
  row: visit.nullish(),
});
export type OperationResult = z.infer<typeof operationResult>;

export const syncResponse = z.object({ results: z.array(operationResult), server_time: instant });
export type SyncResponse = z.infer<typeof syncResponse>;

export const syncQuery = z.strictObject({
  cursor: z.string().max(8_000).optional(),
  /** Which phone asks: one that was shut out is refused. */
  device_id: id.optional(),
});

export const syncChange = z.discriminatedUnion("entity", [
  z.object({ entity: z.literal("visit"), id, row: visit }),
  z.object({ entity: z.literal("settings"), id, row: fieldSettings }),
]);
export type SyncChange = z.infer<typeof syncChange>;

/** Of today's own visits. Shown until the day of the place is over, and dropped then, with or without signal. */
export const fieldGateCode = z.object({ property_id: id, code: z.string(), until: instant });
export type FieldGateCode = z.infer<typeof fieldGateCode>;

/** What differs from what the cursor says this phone holds. The cursor is told back with the next question. */
export const syncAnswer = z.object({
  changes: z.array(syncChange),
  removals: z.array(z.object({ entity: z.literal("visit"), id })),
  /** Always all there are: what is missing is to be forgotten. */
  gate_codes: z.array(fieldGateCode),
  cursor: z.string(),
  server_time: instant,
});
export type SyncAnswer = z.infer<typeof syncAnswer>;
