import type { Invitation } from "@/lib/invitations/schema";

/** An accepted or revoked invitation is history; an expired one may be sent again and then runs anew. */
export function canResend({ status }: Pick<Invitation, "status">): boolean {
  return status === "pending" || status === "expired";
}

export function canRevoke({ status }: Pick<Invitation, "status">): boolean {
  return status === "pending" || status === "expired";
}
