import type { Consent, ConsentCreate } from "@/lib/consents/schema";
import { api } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const consentKeys = {
  all: ["consents"] as const,
  ofCustomer: (customerId: string) => ["consents", customerId] as const,
};

export async function fetchConsents(customerId: string, signal?: AbortSignal): Promise<Consent[]> {
  return (await api<Page<Consent>>(`/customers/${customerId}/consents`, { signal })).data;
}

export async function createConsent(customerId: string, body: ConsentCreate): Promise<Consent> {
  return (await api<{ data: Consent }>(`/customers/${customerId}/consents`, { method: "POST", body })).data;
}
