import { z } from "zod";
import { isCurrency } from "@/lib/money";
import { isTimeZone } from "@/lib/time";

// The pages' content policy forbids eval. Zod would probe for it at its first object and each browser would report
// a violation; this file is evaluated before any schema is built, because every schema takes its fields from here.
if (typeof window !== "undefined") z.config({ jitless: true });

/** Any uuid: the database makes version 7, Auth version 4, imports bring what they have. */
export const id = z.guid();
export const version = z.int().positive();
export const instant = z.iso.datetime({ offset: true });
/** A day on the wall calendar, without zone: "2026-11-21". */
export const date = z.iso.date();
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Read in any notation; stored as E.164 by the server, which knows the organization's country. */
export const phoneInput = z.string().trim().min(3).max(40);
export const country = z.string().regex(/^[A-Z]{2}$/);
export const currency = z
  .string()
  .refine(isCurrency, { error: "Unknown currency", params: { code: "unknown_currency" } });
/** Minor units with their currency, as all amounts on the wire. */
export const money = z.strictObject({ amount: z.int().min(0).max(100_000_000_000), currency });
export type Money = z.infer<typeof money>;
/** One of the twelve colours people tell things apart by; which one it is, the theme decides. */
export const color = z.int().min(0).max(11);
export const locale = z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/);
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: "Unknown time zone", params: { code: "unknown_time_zone" } });
export const customFields = z.record(z.string().max(64), z.json());
export const role = z.enum(["owner", "admin", "dispatcher", "technician", "accountant", "viewer"]);

/** One line: a line break in a name would start a new header of a mail, or a new row of an export. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !/\p{Cc}/u.test(text), { error: "One line only.", params: { code: "invalid_format" } });

export const requiredText = (max: number) => line(max).min(1);

/** A form sends "" for what was left empty; stored is null, so that "no value" has one form. */
export function optional<T extends z.ZodType<unknown, string>>(schema: T) {
  return z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .pipe(schema.nullable())
    .nullish();
}

/** The body of a PATCH: any of the fields, but at least one, or the caller has misspelt what he meant. */
export function changes<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject(shape)
    .partial()
    .refine((value) => Object.keys(value).length > 0, {
      error: "Nothing to change is named.",
      params: { code: "required" },
    });
}

export const optionalText = (max: number) => optional(line(max));

/** Several lines, as in notes. A NUL is the one character PostgreSQL can't store. */
export const optionalProse = (max: number) =>
  optional(
    z
      .string()
      .max(max)
      .refine((text) => !text.includes("\u0000"), {
        error: "Unreadable text.",
        params: { code: "invalid_format" },
      }),
  );

/** Of a query string, where everything is text. */
export const flag = z.enum(["true", "false"]).transform((word) => word === "true");

/** Of a query string: the values of custom fields that are wanted, as a JSON object: {"region":"north","vip":true}. */
export const customFieldFilter = z
  .string()
  .max(2000)
  .refine((text) => wantedValues(text) !== null, {
    error: "A JSON object of at most ten values.",
    params: { code: "invalid_format" },
  });

const wanted = z.record(z.string().max(40), z.union([z.string().max(2000), z.number(), z.boolean()]));

/** The filter as an object; null for what is none. */
export function wantedValues(text: string): z.infer<typeof wanted> | null {
  try {
    const values = wanted.parse(JSON.parse(text));
    return Object.keys(values).length <= 10 ? values : null;
  } catch {
    return null;
  }
}

/** One word of an enum or several with commas between, as an address has them: "new,on_hold". */
export const oneOrMore = (words: z.ZodEnum) =>
  z
    .string()
    .max(200)
    .refine((text) => text.split(",").every((word) => words.safeParse(word).success), {
      error: "There is no such value.",
      params: { code: "unknown_value" },
    });

/** Query strings of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
};
export const listQuery = {
  ...pageQuery,
  updated_after: instant.optional(),
  include_deleted: flag.optional(),
};

export const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({ data: z.array(row), next_cursor: z.string().nullable() });
export type Page<T> = { data: T[]; next_cursor: string | null };

export const recordParams = z.object({ id });
