import type { InvitationFilters } from "@/lib/invitations/schema";
import type { MemberFilters } from "@/lib/members/schema";

/** The list's two questions, the same for the server's first read and the browser's later ones. */
export const PRESENT: MemberFilters = {};
export const REMOVED: MemberFilters = { status: "removed" };
export const INVITED: InvitationFilters = {};
