import { z } from "zod";
import { id, instant, version } from "@/lib/http/fields";

export const linkScope = z.enum(["view", "confirm", "reschedule", "cancel", "message", "files", "feedback"]);
export type LinkScope = z.infer<typeof linkScope>;

/** What leads a customer to his visit. The secret itself is in no row: only who makes it sees it, once. */
export const portalLink = z.object({
  id,
  booking_id: id,
  scopes: z.array(linkScope),
  expires_at: instant,
  revoked_at: instant.nullable(),
  /** Whether it asks for a code besides. */
  has_code: z.boolean(),
  /** How often it was looked at, at most once per session and hour. */
  views: z.int(),
  last_seen_at: instant.nullable(),
  last_sent_at: instant.nullable(),
  /** How many addresses lead to it: one per message, copy and QR code. */
  tokens: z.int(),
  version,
  created_at: instant,
});
export type PortalLink = z.infer<typeof portalLink>;

export const portalLinkListQuery = z.strictObject({ booking_id: id });
export type PortalLinkFilters = z.output<typeof portalLinkListQuery>;

export const portalLinkCreate = z.strictObject({
  booking_id: id,
  scopes: z.array(linkScope).min(1).max(7).optional(),
  expires_at: instant.optional(),
  with_code: z.boolean().optional(),
});
export type PortalLinkCreate = z.input<typeof portalLinkCreate>;

/** The address and the code are shown this once: null where the answer is a remembered one. */
export const madePortalLink = z.object({
  link: portalLink,
  url: z.string().nullable(),
  access_code: z.string().nullable(),
});
export type MadePortalLink = z.infer<typeof madePortalLink>;

export const tokenCreate = z.strictObject({ purpose: z.enum(["copy", "qr"]) });
export type TokenCreate = z.input<typeof tokenCreate>;

/** Null where the answer is a remembered one: nothing keeps the address. */
export const madeToken = z.object({
  url: z.string().nullable(),
  /** The drawn code, for purpose qr. */
  svg: z.string().nullable(),
});
export type MadeToken = z.infer<typeof madeToken>;

export const linkView = z.object({ at: instant, user_agent: z.string().nullable() });
export type LinkView = z.infer<typeof linkView>;
