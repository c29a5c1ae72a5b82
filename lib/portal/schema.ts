import { z } from "zod";
import { id, instant } from "@/lib/http/fields";
import { PORTAL_STEPS } from "@/lib/portal/rules";

/** What the customer's page is made of. Read from our own database, so it is loose about what it does not show. */
const span = z.object({ starts_at: instant, ends_at: instant });
export type Span = z.infer<typeof span>;

export const portalStep = z.enum(PORTAL_STEPS);
export type PortalStep = z.infer<typeof portalStep>;

const organization = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable().optional(),
  locale: z.string(),
  country: z.string().nullable().optional(),
  brand_color: z.string().nullable(),
  has_logo: z.boolean(),
});
export type PortalOrganization = z.infer<typeof organization>;

const person = z.object({
  first_name: z.string(),
  photo_file_id: id.nullable(),
  vehicle: z.string().nullable(),
});
export type PortalPerson = z.infer<typeof person>;

const visit = z.object({
  number: z.string(),
  service: z.string(),
  step: portalStep,
  over: z.enum(["cancelled", "no_show", "incomplete"]).nullable(),
  window: span.nullable(),
  flexible_on: z.iso.date().nullable(),
  promised: span.nullable(),
  changed: z.object({ was: span, reason: z.string().nullish() }).nullable(),
  late: z.object({ minutes: z.number() }).nullable(),
  /** When he arrives, as a range: never narrower than what is known. */
  eta: span.nullable(),
  time_zone: z.string(),
  site: z.string().nullable(),
  confirmed_at: instant.nullable(),
  instructions_for_customer: z.string().nullable(),
  /** When somebody comes again to what was left unfinished. */
  next: span.nullable(),
  steps: z.array(z.object({ step: portalStep, at: instant.nullable() })),
  people: z.array(person),
});
export type PortalVisit = z.infer<typeof visit>;

/** Whether it may be done now, and else why not. `until` is the last moment for it. */
const permission = z.object({
  allowed: z.boolean(),
  reason: z.enum(["too_late", "status", "scope"]).nullable(),
  until: instant.nullish(),
});
export type Permission = z.infer<typeof permission>;

const hold = z.object({
  id,
  starts_at: instant,
  ends_at: instant,
  expires_at: instant,
  /** What the customer would be told: when to expect somebody. */
  window: span,
});
export type PortalHold = z.infer<typeof hold>;

const message = z.object({
  id,
  from: z.enum(["customer", "office"]),
  body: z.string(),
  at: instant,
});
export type PortalMessage = z.infer<typeof message>;

const stars = z.int().min(1).max(5);
const givenFeedback = z.object({
  overall: stars,
  punctuality: stars.nullable(),
  professionalism: stars.nullable(),
  communication: stars.nullable(),
  quality: stars.nullable(),
  comment: z.string().nullable(),
  given_at: instant,
  editable_until: instant.nullable(),
  reply: z.object({ body: z.string(), at: instant, name: z.string().nullish() }).nullable(),
});
export type GivenFeedback = z.infer<typeof givenFeedback>;

export const portalState = z.object({
  link: z.object({ id, scopes: z.array(z.string()), expires_at: instant }),
  organization,
  locale: z.string(),
  visit,
  may: z.object({
    confirm: z.boolean(),
    reschedule: permission,
    cancel: permission,
    message: z.boolean(),
    feedback: z.boolean(),
    files: z.boolean(),
  }),
  hold: hold.nullable(),
  messages: z.array(message),
  report: z
    .object({
      pdf_file_id: id.nullable(),
      signed_at: instant.nullable(),
      signer_name: z.string().nullable(),
      /** What was written for the customer (without a label), and the answers of the checklist. */
      summary: z.array(z.object({ label: z.string().nullable(), value: z.unknown() })),
    })
    .nullable(),
  photos: z.array(
    z.object({
      file_id: id,
      category: z.string().nullable(),
      caption: z.string().nullable(),
      taken_at: instant.nullable(),
    }),
  ),
  feedback: givenFeedback.nullable(),
  version: z.string(),
});
export type PortalState = z.infer<typeof portalState>;

/** What is known of a link without its content: for the ended link, and before the access code was given. */
export const portalFront = organization.pick({
  name: true,
  phone: true,
  locale: true,
  brand_color: true,
  has_logo: true,
});
export type PortalFront = z.infer<typeof portalFront>;

export const opened = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("ended"),
    link_id: id,
    locale: z.string().nullish(),
    organization: portalFront,
  }),
  z.object({
    state: z.literal("open"),
    link_id: id,
    org_id: id,
    secret: z.string().nullable(),
    session_id: id.nullable(),
    max_age_s: z.number(),
    locale: z.string().nullish(),
  }),
]);
export type Opened = z.infer<typeof opened>;

export const portalSession = z.object({
  state: z.enum(["ended", "open"]),
  org_id: id,
  link_id: id,
  session_id: id,
  needs_code: z.boolean(),
  locale: z.string().nullish(),
  organization: portalFront,
});
export type PortalSession = z.infer<typeof portalSession>;

export const portalSlot = z.object({
  starts_at: instant,
  ends_at: instant,
  /** What the customer would be told: when to expect somebody. */
  window: span.nullish(),
  /** The technician of the visit as it is now would come; only he is named. */
  is_same: z.boolean().optional(),
  first_name: z.string().nullish(),
});
export type PortalSlot = z.infer<typeof portalSlot>;

/** Of a week; `next_from` is where the next one begins. */
export const portalSlots = z.object({ slots: z.array(portalSlot), next_from: instant.nullable() });
export type PortalSlots = z.infer<typeof portalSlots>;

export const codeAnswer = z.object({
  passed: z.boolean(),
  tries_left: z.number().nullish(),
  locked_until: instant.nullish(),
});
export type CodeAnswer = z.infer<typeof codeAnswer>;

export const portalFile = z.object({
  bucket: z.string(),
  path: z.string(),
  mime: z.string(),
  name: z.string(),
  size: z.number().nullish(),
});
export type PortalFile = z.infer<typeof portalFile>;

/** An id that one attempt keeps through all its repetitions, so that it is done once. */
const op_id = id;
const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes("\u0000"), { error: "Unreadable text." });
const left = z.literal("").transform(() => null);
const optionalProse = (max: number) => z.union([left, prose(max)]).nullish();
/** A form sends numbers as text, and nothing chosen as nothing or "". */
const optionalStars = z.union([left, z.coerce.number().pipe(stars)]).nullish();

export const actionBodies = {
  seen: z.strictObject({ op_id: op_id.optional() }),
  confirm: z.strictObject({ op_id }),
  hold: z.strictObject({ op_id, starts_at: instant }),
  reschedule: z.union([
    z.strictObject({ op_id, hold_id: id }),
    z.strictObject({ op_id, wishes: z.array(span).min(1).max(3), note: optionalProse(1000) }),
  ]),
  cancel: z.strictObject({ op_id, reason: optionalProse(500) }),
  message: z.strictObject({ op_id, body: prose(2000) }),
  feedback: z.strictObject({
    op_id,
    overall: z.coerce.number().pipe(stars),
    punctuality: optionalStars,
    professionalism: optionalStars,
    communication: optionalStars,
    quality: optionalStars,
    comment: optionalProse(2000),
  }),
  code: z.strictObject({ code: z.string().trim().max(40) }),
} as const;
export type PortalAction = keyof typeof actionBodies;
export const isPortalAction = (word: string): word is PortalAction => Object.hasOwn(actionBodies, word);
