import { api, setOrganization } from "@/lib/http/fetch";
import type {
  Membership,
  Organization,
  OrganizationCreate,
  OrganizationUpdate,
} from "@/lib/organizations/schema";

export const organizationKeys = {
  all: ["organizations"] as const,
  list: () => ["organizations", "list"] as const,
  record: (id: string) => ["organizations", "record", id] as const,
};

export async function fetchOrganization(id: string, signal?: AbortSignal): Promise<Organization> {
  return (await api<{ data: Organization }>(`/organizations/${id}`, { signal })).data;
}

/** The session works in the new organization at once, but its token learns of it by a refresh: call refreshSession(). */
export async function createOrganization(body: OrganizationCreate): Promise<Organization> {
  return (await api<{ data: Organization }>("/organizations", { method: "POST", body })).data;
}

export async function updateOrganization(
  id: string,
  version: number,
  body: OrganizationUpdate,
): Promise<Organization> {
  return (
    await api<{ data: Organization }>(`/organizations/${id}`, { method: "PATCH", body, ifMatch: version })
  ).data;
}

/** Chooses for this session, on this device, only. The token follows with the next refresh: call refreshSession(). */
export async function switchOrganization(id: string): Promise<Membership> {
  return (await api<{ data: Membership }>(`/organizations/${id}/switch`, { method: "POST" })).data;
}

/** Out at once. The session falls back to another of one's organizations: refreshSession() follows. */
export async function leaveOrganization(id: string): Promise<void> {
  await api(`/organizations/${id}/leave`, { method: "POST" });
}

/**
 * Switches and waits until the token carries it. The calls say no organization of the page, or a page left behind by
 * another window could never come back; afterwards they say `pageId` again.
 */
export async function chooseOrganization(id: string, pageId: string | null): Promise<void> {
  setOrganization(null);
  try {
    await switchOrganization(id);
    const { renewToken } = await import("@/lib/auth/browser");
    await renewToken();
  } finally {
    setOrganization(pageId);
  }
}
