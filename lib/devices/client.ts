import type { Device, DeviceFilters } from "@/lib/devices/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const deviceKeys = {
  all: ["devices"] as const,
  list: (filters: DeviceFilters) => ["devices", "list", filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchDevices(
  filters: DeviceFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Device>> {
  return api(`/devices${queryString({ ...filters, cursor, limit })}`, { signal });
}

/** From now on it sends and reads nothing; what lies on it unsent stays there. */
export async function revokeDevice(id: string): Promise<Device> {
  return (await api<{ data: Device }>(`/devices/${id}/revocations`, { method: "POST" })).data;
}

export async function restoreDevice(id: string): Promise<Device> {
  return (await api<{ data: Device }>(`/devices/${id}/restore`, { method: "POST" })).data;
}
