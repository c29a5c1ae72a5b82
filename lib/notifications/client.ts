import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { MessageCreate, Notification, NotificationFilters } from "@/lib/notifications/schema";

export const notificationKeys = {
  all: ["notifications"] as const,
  list: (filters: NotificationFilters) => ["notifications", "list", filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchNotifications(
  filters: NotificationFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Notification>> {
  return api(`/notifications${queryString({ ...filters, cursor, limit })}`, { signal });
}

async function post(path: string, body?: object): Promise<Notification> {
  return (await api<{ data: Notification }>(path, { method: "POST", body })).data;
}

/** Only while it waits: one that left answers 409. */
export const withdrawNotification = (id: string) => post(`/notifications/${id}/withdrawals`);

export const retryNotification = (id: string) => post(`/notifications/${id}/retries`);

/** Leaves at once. */
export const sendMessage = (bookingId: string, body: MessageCreate) =>
  post(`/bookings/${bookingId}/messages`, body);
