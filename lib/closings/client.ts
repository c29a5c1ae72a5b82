import { api } from "@/lib/http/fetch";
import type { ClosingBegun, ClosingCreate, Reopened } from "@/lib/closings/schema";

export async function closeOrganization(id: string, body: ClosingCreate): Promise<ClosingBegun> {
  return (await api<{ data: ClosingBegun }>(`/organizations/${id}/closings`, { method: "POST", body })).data;
}

/** Choosing it for this session follows: chooseOrganization(). */
export async function reopenOrganization(id: string): Promise<Reopened> {
  return (await api<{ data: Reopened }>(`/organizations/${id}/reopenings`, { method: "POST" })).data;
}
