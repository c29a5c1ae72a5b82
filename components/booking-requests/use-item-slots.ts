"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchSlots } from "@/lib/slots/client";
import type { Slot } from "@/lib/slots/schema";
import { factsOf, whatIsMissing } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";

const DAY_MS = 86_400_000;
const SEARCHED_DAYS = 14;
const ASKED = 20;
export const OFFERED = 3;
const QUARTER_MS = 900_000;

/** Free times for a piece of work; each list is kept apart from others', because planning one makes all of them old. */
export const itemSlotKeys = {
  all: ["backlog-slots"] as const,
  of: (id: string, serviceId: string | null) => ["backlog-slots", id, serviceId] as const,
};

export type ItemSlot = Slot & { isWished: boolean };

/** Within one of the times the customer asked for. */
function isWished(slot: Slot, item: BacklogItem): boolean {
  return factsOf(item).preferred.some(
    (range) =>
      Date.parse(slot.starts_at) >= Date.parse(range.starts_at) &&
      Date.parse(slot.starts_at) < Date.parse(range.ends_at),
  );
}

/** The best times of the next two weeks, those the customer asked for first. */
export async function readItemSlots(
  item: BacklogItem,
  { serviceId, resourceId }: { serviceId: string | null; resourceId?: string },
  signal?: AbortSignal,
): Promise<ItemSlot[]> {
  const from = Math.ceil(Date.now() / QUARTER_MS) * QUARTER_MS;
  const work =
    item.kind === "job"
      ? { job_id: item.id }
      : { service_type_id: serviceId ?? undefined, property_id: item.request.property?.id };
  const { data } = await fetchSlots(
    {
      ...work,
      resource_id: resourceId,
      from: new Date(from).toISOString(),
      to: new Date(from + SEARCHED_DAYS * DAY_MS).toISOString(),
      limit: ASKED,
    },
    signal,
  );
  return data
    .map((slot) => ({ ...slot, isWished: isWished(slot, item) }))
    .sort((a, b) => Number(b.isWished) - Number(a.isWished) || b.score - a.score)
    .slice(0, OFFERED);
}

/** A browser has six lines to a server: looking ahead for rows must leave most of them to what somebody pressed. */
const AHEAD_AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AHEAD_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** The same times for a row of the list, looked up when the row is seen and a line is free. */
export function useItemSlotsAhead(item: BacklogItem, serviceId: string | null, isSeen: boolean) {
  const isComplete = whatIsMissing(item, serviceId) === null;
  return useQuery({
    // Apart from the panel's: what somebody opened must not wait for its place in this line.
    queryKey: [...itemSlotKeys.of(item.id, serviceId), "ahead"],
    queryFn: ({ signal }) =>
      inTurn(async () => (signal.aborted ? [] : readItemSlots(item, { serviceId }, signal))),
    enabled: isSeen && isComplete,
    staleTime: 60_000,
  });
}

/** Without a kind of work and a place nobody knows how long it takes and how far it is: then no time is offered. */
export function useItemSlots(item: BacklogItem, serviceId: string | null) {
  const isComplete = whatIsMissing(item, serviceId) === null;
  return useQuery({
    queryKey: itemSlotKeys.of(item.id, serviceId),
    queryFn: ({ signal }) => readItemSlots(item, { serviceId }, signal),
    enabled: isComplete,
    staleTime: 60_000,
  });
}
