import { z } from "zod";
import {
  changes,
  country,
  customFieldFilter,
  customFields,
  id,
  instant,
  listQuery,
  optional,
  optionalProse,
  optionalText,
  requiredText,
  timeZone,
  version,
} from "@/lib/http/fields";
import { GATE_CODE_LENGTH } from "@/lib/properties/rules";

/** `line2` holds unit and entrance. City is required, region and postcode are not: not every country has them. */
export const address = z.object({
  line1: z.string(),
  line2: z.string().nullable(),
  city: z.string(),
  region: z.string().nullable(),
  postcode: z.string().nullable(),
  country: z.string(),
});

/** Where work happens. `lat` and `lng` are both set, or both null: "not on the map yet". */
export const property = z.object({
  id,
  customer_id: id,
  name: z.string().nullable(),
  address,
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  time_zone: z.string(),
  access_notes: z.string().nullable(),
  /** Since when the place has its gate code, null without one. The code itself is asked for by itself. */
  gate_code_set_at: instant.nullable(),
  is_primary: z.boolean(),
  custom_fields: z.record(z.string(), z.unknown()),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Property = z.infer<typeof property>;

/** A list row says whose it is. */
export const propertyRow = property.extend({ customer: z.object({ id, display_name: z.string() }) });
export type PropertyRow = z.infer<typeof propertyRow>;

const addressInput = z.strictObject({
  line1: requiredText(200),
  line2: optionalText(200),
  city: requiredText(200),
  region: optionalText(100),
  postcode: optionalText(20),
  country,
});

const fields = {
  name: optionalText(200),
  lat: z.number().min(-90).max(90).nullish(),
  lng: z.number().min(-180).max(180).nullish(),
  time_zone: optional(timeZone),
  access_notes: optionalProse(10_000),
  is_primary: z.boolean().optional(),
  custom_fields: customFields.optional(),
};

type Position = { lat?: number | null | undefined; lng?: number | null | undefined };
const half = { error: "A position needs both numbers.", path: ["lat"], params: { code: "half_position" } };
const isWhole = ({ lat, lng }: Position) => (lat ?? null) === null || (lng ?? null) !== null;
const isWholeToo = ({ lat, lng }: Position) => (lng ?? null) === null || (lat ?? null) !== null;

export const propertyCreate = z
  .strictObject({ customer_id: id, address: addressInput, ...fields })
  .refine(isWhole, half)
  .refine(isWholeToo, half);
export type PropertyCreate = z.input<typeof propertyCreate>;

/** An address changes as a whole or by its lines; what is not named stays. */
export const propertyUpdate = changes({ address: addressInput.partial(), ...fields })
  .refine((value) => "lat" in value === "lng" in value, half)
  .refine(isWhole, half)
  .refine(isWholeToo, half);
export type PropertyUpdate = z.input<typeof propertyUpdate>;

export const propertyListQuery = z.strictObject({
  ...listQuery,
  customer_id: id.optional(),
  custom_fields: customFieldFilter.optional(),
  q: z.string().trim().max(200).optional(),
});
export type PropertyFilters = Omit<z.output<typeof propertyListQuery>, "limit" | "cursor">;

/** Digits, letters and the signs on a keypad or in "left box, then 4711"; on one line. */
export const gateCodeUpdate = z.strictObject({
  gate_code: optionalText(GATE_CODE_LENGTH).transform((code) => code ?? null),
});
export type GateCodeUpdate = z.input<typeof gateCodeUpdate>;

export const gateCode = z.object({
  gate_code: z.string(),
  set_at: instant,
  set_by: z.object({ id, name: z.string() }).nullable(),
});
export type GateCode = z.infer<typeof gateCode>;
