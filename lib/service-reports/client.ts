import { api } from "@/lib/http/fetch";
import type { ServiceReport, VisitReport } from "@/lib/service-reports/schema";

export const reportKeys = {
  all: ["service-reports"] as const,
  record: (bookingId: string) => ["service-reports", "record", bookingId] as const,
};

export async function fetchVisitReport(bookingId: string, signal?: AbortSignal): Promise<VisitReport> {
  return (await api<{ data: VisitReport }>(`/bookings/${bookingId}/report`, { signal })).data;
}

export async function makeVisitReport(bookingId: string): Promise<ServiceReport> {
  return (await api<{ data: ServiceReport }>(`/bookings/${bookingId}/reports`, { method: "POST" })).data;
}
