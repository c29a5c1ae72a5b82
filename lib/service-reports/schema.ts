import { z } from "zod";
import { bookingOutcome, bookingStatus } from "@/lib/bookings/schema";
import { id, instant } from "@/lib/http/fields";
import { photoCategory, photoFileState } from "@/lib/photos/schema";
import { signatureKind } from "@/lib/signatures/schema";

/** The facts a customer signs; private.visit_report makes the same object. */
const report = z.object({
  visit: z.string(),
  job: z.string(),
  title: z.string(),
  customer: z.string(),
  site: z.string(),
  technicians: z.array(z.string()),
  checklist: z.array(
    z.object({
      name: z.string(),
      answers: z.array(
        z.object({ label: z.string(), value: z.string().nullable(), note: z.string().nullable() }),
      ),
    }),
  ),
  notes_for_customer: z.array(z.string()),
  photos: z.array(z.object({ category: photoCategory, sha256: z.string() })),
});

/** A visit's report as page and PDF show it: the signed facts, and what stands around them. */
export const reportDocument = z.object({
  report,
  /** The customer's language, else the organization's: a report speaks to who reads it. */
  language: z.enum(["en", "de"]),
  organization: z.object({
    name: z.string(),
    legal_name: z.string().nullable(),
    phone: z.string().nullable(),
    email: z.string().nullable(),
    address: z.string().nullable(),
    brand_color: z.string().nullable(),
    logo_file_id: id.nullable(),
  }),
  visit: z.object({
    id,
    number: z.string(),
    status: bookingStatus,
    outcome: bookingOutcome.nullable(),
    outcome_reason: z.string().nullable(),
    starts_at: instant.nullable(),
    actual_start: instant.nullable(),
    actual_end: instant.nullable(),
    time_zone: z.string(),
  }),
  photos: z.array(
    z.object({
      id,
      file_id: id,
      file_state: photoFileState,
      category: photoCategory,
      caption: z.string().nullable(),
      taken_at: instant,
    }),
  ),
  /** The last one; `is_current` says whether the report is still the signed one. */
  signature: z
    .object({
      kind: signatureKind,
      signer_name: z.string().nullable(),
      absent_reason: z.string().nullable(),
      file_id: id.nullable(),
      signed_at: instant,
      is_current: z.boolean(),
    })
    .nullable(),
});
export type ReportDocument = z.infer<typeof reportDocument>;

export const reportState = z.enum(["pending", "ready", "failed"]);

/** One PDF of a visit. `is_current`: it says what the visit says now. */
export const serviceReport = z.object({
  id,
  booking_id: id,
  revision: z.number().int(),
  language: z.enum(["en", "de"]),
  state: reportState,
  file_id: id.nullable(),
  is_current: z.boolean(),
  created_at: instant,
});
export type ServiceReport = z.infer<typeof serviceReport>;

/** The report as it is now, and the newest PDF of it. */
export const visitReport = z.object({ document: reportDocument, latest: serviceReport.nullable() });
export type VisitReport = z.infer<typeof visitReport>;
