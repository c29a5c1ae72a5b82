import { z } from "zod";
import { email, id, instant, optionalProse, pageOf, pageQuery, role, version } from "@/lib/http/fields";

export const invitationStatus = z.enum(["pending", "accepted", "revoked", "expired"]);

export const invitation = z.object({
  id,
  email: z.string(),
  role,
  message: z.string().nullable(),
  status: invitationStatus,
  expires_at: instant,
  sent_at: instant.nullable(),
  send_error: z.string().nullable(),
  invited_by: z.object({ id, name: z.string().nullable() }).nullable(),
  version,
  created_at: instant,
});
export type Invitation = z.infer<typeof invitation>;
export const invitationPage = pageOf(invitation);

export const invitationCreate = z.strictObject({ email, role, message: optionalProse(1_000) });
export type InvitationCreate = z.input<typeof invitationCreate>;

export const invitationListQuery = z.strictObject({ ...pageQuery, status: invitationStatus.optional() });
export type InvitationFilters = Omit<z.output<typeof invitationListQuery>, "limit" | "cursor">;

export const invitationAccept = z.strictObject({ token: z.string().min(20).max(200) });

/** What the page of an invitation shows before anyone has signed in: who asks, and into which company. */
export const invitationPeek = z.object({
  organization: z.object({ name: z.string(), slug: z.string(), locale: z.string() }),
  inviter: z.string().nullable(),
  message: z.string().nullable(),
  email: z.string(),
  role,
  status: invitationStatus,
  expires_at: instant,
  /** Whether the address already has an account: decides between "sign in" and "choose a password". */
  has_account: z.boolean(),
});
export type InvitationPeek = z.infer<typeof invitationPeek>;
