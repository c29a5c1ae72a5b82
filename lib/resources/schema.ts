import { z } from "zod";
import {
  changes,
  color,
  date,
  email,
  flag,
  id,
  instant,
  listQuery,
  optional,
  optionalProse,
  optionalText,
  phoneInput,
  requiredText,
  timeZone,
  version,
} from "@/lib/http/fields";

export const resourceKind = z.enum(["technician", "vehicle", "tool"]);
export type ResourceKind = z.infer<typeof resourceKind>;

const home = z.object({
  address: z.string().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
});

/** What a resource can do, with the paper that proves it. `expires_on` is the last day it counts. */
export const resourceSkill = z.object({
  skill_id: id,
  name: z.string(),
  certificate_number: z.string().nullable(),
  issued_on: date.nullable(),
  expires_on: date.nullable(),
});
export type ResourceSkill = z.infer<typeof resourceSkill>;

export const dailyLimit = z.object({
  max_minutes: z.int().nullable(),
  max_visits: z.int().nullable(),
  urgent_reserve_min: z.int().nullable(),
});
export type DailyLimit = z.infer<typeof dailyLimit>;

const named = z.object({ id, name: z.string() });

/** Somebody or something visits are planned with: a technician, a vehicle, a tool. */
export const resource = z.object({
  id,
  kind: resourceKind,
  name: z.string(),
  /** The member who is this technician; null for one without account. */
  user: z.object({ id, name: z.string().nullable(), email: z.string().nullable() }).nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Where its day starts and ends; null also for who may not change resources and is not this one. */
  home: home.nullable(),
  time_zone: z.string(),
  color: z.int(),
  is_active: z.boolean(),
  position: z.int(),
  notes: z.string().nullable(),
  /** The face customers see on the page of their visit. */
  photo_file_id: id.nullable(),
  skills: z.array(resourceSkill),
  zones: z.array(named),
  /** Those it belongs to today. */
  crews: z.array(named),
  daily_limit: dailyLimit.nullable(),
  /** What customers said of its visits in the last twelve months; null for none, and for who may not read that. */
  rating: z.object({ average: z.number(), count: z.int() }).nullable(),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Resource = z.infer<typeof resource>;

/** A list row says what it is doing now, and how full its week is: booked minutes through minutes on shift. */
export const resourceRow = resource.extend({
  state_now: z.object({ status: z.string(), booking_number: z.string().nullable() }).nullable(),
  booked_share_week: z.number().nullable(),
});
export type ResourceRow = z.infer<typeof resourceRow>;

const skillInput = z
  .strictObject({
    skill_id: id,
    certificate_number: optionalText(100),
    issued_on: date.nullish(),
    expires_on: date.nullish(),
  })
  .refine(({ issued_on, expires_on }) => !issued_on || !expires_on || issued_on <= expires_on, {
    error: "It ends before it was issued.",
    path: ["expires_on"],
    params: { code: "ends_before_start" },
  });

/** Each skill once; else one row would say it ends and the other that it does not. */
const skillList = z
  .array(skillInput)
  .max(100)
  .refine((list) => new Set(list.map((skill) => skill.skill_id)).size === list.length, {
    error: "A skill is named twice.",
    params: { code: "duplicate" },
  });

const positionInput = { lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) };

const homeInput = z
  .strictObject({
    address: optionalText(500),
    lat: positionInput.lat.nullish(),
    lng: positionInput.lng.nullish(),
  })
  .refine(({ lat, lng }) => (lat ?? null) === null || (lng ?? null) !== null, {
    error: "A position needs both numbers.",
    path: ["lng"],
    params: { code: "half_position" },
  })
  .refine(({ lat, lng }) => (lng ?? null) === null || (lat ?? null) !== null, {
    error: "A position needs both numbers.",
    path: ["lat"],
    params: { code: "half_position" },
  });

const limitInput = z
  .strictObject({
    max_minutes: z.int().min(1).max(1440).nullish(),
    max_visits: z.int().min(1).max(100).nullish(),
    urgent_reserve_min: z.int().min(1).max(1440).nullish(),
  })
  .transform((limit) => (Object.values(limit).some((value) => (value ?? null) !== null) ? limit : null));

const fields = {
  name: requiredText(200),
  user_id: optional(id),
  email: optional(email),
  phone: optional(phoneInput),
  home: homeInput.nullish(),
  time_zone: timeZone.optional(),
  color: color.optional(),
  is_active: z.boolean().optional(),
  position: z.int().min(0).max(100_000).optional(),
  notes: optionalProse(10_000),
  /** The lists replace what was there. */
  skills: skillList.optional(),
  zone_ids: z.array(id).max(500).optional(),
  daily_limit: limitInput.nullish(),
};

/** Only people sign in: a vehicle or tool is nobody's account. The database has the same rule. */
export const resourceCreate = z
  .strictObject({ kind: resourceKind, ...fields })
  .refine(({ kind, user_id }) => kind === "technician" || !user_id, {
    error: "Only a technician has an account.",
    path: ["user_id"],
    params: { code: "not_a_person" },
  });
export type ResourceCreate = z.input<typeof resourceCreate>;

/** What a thing is stays: a van does not become a technician. A photo is named once it was uploaded and checked. */
export const resourceUpdate = changes({ ...fields, photo_file_id: id.nullish() });
export type ResourceUpdate = z.input<typeof resourceUpdate>;

export const resourceListQuery = z.strictObject({
  ...listQuery,
  q: z.string().trim().max(200).optional(),
  kind: resourceKind.optional(),
  is_active: flag.optional(),
  skill_id: id.optional(),
  user_id: id.optional(),
});
export type ResourceFilters = Omit<z.output<typeof resourceListQuery>, "limit" | "cursor">;

/** A visit that stands in the way of a change; the customer's name only for who may read it. */
export const visitAhead = z.object({
  id,
  number: z.string(),
  starts_at: instant,
  ends_at: instant,
  customer_name: z.string().nullable(),
});
export type VisitAhead = z.infer<typeof visitAhead>;
