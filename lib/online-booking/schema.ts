import { z } from "zod";
import { fileState } from "@/lib/files/schema";
import { email, id, instant, phoneInput } from "@/lib/http/fields";
import type { BookAction } from "@/lib/online-booking/rules";

const span = z.object({ starts_at: instant, ends_at: instant });
export type Span = z.infer<typeof span>;

/** What a stranger may see of the company: its own words. */
export const bookFront = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  locale: z.string(),
  time_zone: z.string(),
  country: z.string(),
  brand_color: z.string().nullable(),
  has_logo: z.boolean(),
});
export type BookFront = z.infer<typeof bookFront>;
export const bookOpening = z.union([
  z.object({ retry_after_s: z.number() }),
  z.object({ org_id: id, organization: bookFront }),
]);

const service = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  duration_min: z.int(),
  price: z.object({ amount: z.number(), currency: z.string() }).nullable(),
});
export type BookService = z.infer<typeof service>;

/** The time a visitor keeps, and the code he waits for. */
export const bookProgress = z.object({
  service_type_id: id,
  place: z.object({ postcode: z.string().nullish() }),
  starts_at: instant,
  window: span,
  expires_at: instant,
  code: z.object({ email: z.string(), expires_at: instant, tries_left: z.int() }).nullable(),
});
export type BookProgress = z.infer<typeof bookProgress>;

const bookedVisit = z.object({
  number: z.string(),
  service: z.string().nullable(),
  window: span,
  starts_at: instant,
  ends_at: instant,
  time_zone: z.string(),
  place: z.string(),
  link_id: id.nullable(),
});
/** `link` is the address of the visit's own page: only in the answer to what made the visit. */
export type BookedVisit = z.infer<typeof bookedVisit> & { link: string | null };

/** A picture the visitor has sent, which becomes an attachment of his visit or request. */
export const bookPhoto = z.object({
  id,
  name: z.string(),
  size_bytes: z.int(),
  state: fileState,
});
export type BookPhoto = z.infer<typeof bookPhoto>;
/** Where its bytes go, and whether they are missing. */
export const declaredPhoto = bookPhoto.extend({
  bucket: z.string(),
  path: z.string(),
  is_wanted: z.boolean(),
});

export const photoParams = z.object({ org: z.string(), id });

export const bookPage = z.object({
  services: z.array(service),
  bookable: z.object({ from: instant, to: instant }),
  requests_outside: z.boolean(),
  progress: bookProgress.nullable(),
  booked: bookedVisit.nullable(),
  photos: z.array(bookPhoto),
});
export type BookPage = z.infer<typeof bookPage>;

/** Where the logo's bytes lie. */
export const bookLogo = z.object({ bucket: z.string(), path: z.string(), mime: z.string() });

export const bookZone = z.object({ is_inside: z.boolean(), may_request: z.boolean() });
export type BookZone = z.infer<typeof bookZone>;

const time = z.object({ starts_at: instant, window: span });
export const bookTimes = z.object({
  data: z.array(time.extend({ day: z.iso.date() })),
  time_zone: z.string(),
  next_from: instant.nullable(),
});
export type BookTime = z.infer<typeof time>;
export type BookTimes = z.infer<typeof bookTimes>;

/** One answer to three questions: is a code on its way, was it right, is it booked. */
export const bookAnswer = z.discriminatedUnion("state", [
  bookedVisit.extend({ state: z.literal("booked"), link_token: z.string().nullable() }),
  z.object({
    state: z.enum(["code_sent", "code_wrong", "code_locked", "code_expired"]),
    progress: bookProgress.nullable(),
  }),
]);
export type BookAnswer =
  | { state: "booked"; visit: BookedVisit }
  | {
      state: "code_sent" | "code_wrong" | "code_locked" | "code_expired";
      progress: BookProgress | null;
    };
export const requestAnswer = z.object({ state: z.literal("requested"), number: z.string() });
export type RequestAnswer = z.infer<typeof requestAnswer>;

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((words) => !/\p{Cc}/u.test(words), {
      error: "One line only.",
      params: { code: "invalid_format" },
    });

const place = z.strictObject({
  postcode: text(20),
  line1: z.string().trim().max(200).optional(),
  city: z.string().trim().max(200).optional(),
});
export type BookPlace = z.infer<typeof place>;

const address = z.strictObject({ line1: text(200), city: text(200), postcode: text(20) });
const who = { name: text(200), email, phone: phoneInput, note: z.string().trim().max(2000).optional() };

export const zoneBody = z.strictObject({ place });
export const timesBody = z.strictObject({ service_type_id: id, place, from: instant.optional() });

const codeBody = z.strictObject({ op_id: id, code: z.string().trim().min(1).max(20) });
const whoBody = z.strictObject({ op_id: id, ...who, address });
const againBody = z.strictObject({ op_id: id });

/** Who, then the code; neither asks for another code. Chosen by what is there, so that a refusal names its field. */
export function bookBodyFor(body: object) {
  if ("code" in body) return codeBody;
  return Object.keys(body).some((name) => name !== "op_id") ? whoBody : againBody;
}

export const actionBodies = {
  hold: z.strictObject({ op_id: id, service_type_id: id, place, starts_at: instant }),
  book: z.union([codeBody, whoBody, againBody]),
  request: z.strictObject({
    op_id: id,
    service_type_id: id,
    ...who,
    address,
    wishes: z
      .array(z.strictObject({ starts_at: instant, ends_at: instant }))
      .max(3)
      .optional(),
    wishes_text: z.string().trim().max(1000).optional(),
  }),
} satisfies Record<BookAction, z.ZodType>;
export type BookBody<Action extends BookAction> = z.output<(typeof actionBodies)[Action]>;
