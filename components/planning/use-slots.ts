"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useMember } from "@/components/shared/member";
import { fetchResources, resourceKeys } from "@/lib/resources/client";
import { fetchSlots, slotKeys } from "@/lib/slots/client";
import { addDays, dateIn, startOfDay } from "@/lib/time";
import { minutesOf } from "./call-form";
import type { CallForm } from "./call-form";

/** How far ahead free times are looked for, and how many are kept for "more". */
const DAYS = 14;
const MOST = 24;
const QUARTER_MS = 15 * 60_000;

export function useNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: [...resourceKeys.all, "names"],
    queryFn: ({ signal }) => fetchResources({}, { limit: 200, signal }),
    staleTime: 300_000,
  });
  return useMemo(() => new Map(data?.data.map(({ id, name }) => [id, name])), [data]);
}

/** The best free times for what is known so far; asked as soon as it is known how long the visit takes. */
export function useSlots(form: CallForm, personId: string | null, isWanted: boolean) {
  const { organization } = useMember();
  const names = useNames();
  const zone = form.place?.timeZone ?? organization.time_zone;
  // The beginning of this quarter of an hour: the same question is asked with the same words.
  const [nowMs] = useState(() => Math.ceil(Date.now() / QUARTER_MS) * QUARTER_MS);
  const firstDay = form.from || dateIn(nowMs, zone);
  const duration = minutesOf(form);
  const query = {
    service_type_id: form.service?.id,
    property_id: form.place?.id,
    duration_min: duration ?? undefined,
    resource_id: personId ?? undefined,
    from: new Date(Math.max(nowMs, startOfDay(firstDay, zone))).toISOString(),
    to: new Date(startOfDay(addDays(firstDay, DAYS), zone)).toISOString(),
    limit: MOST,
  };
  const found = useQuery({
    queryKey: slotKeys.found(query),
    queryFn: ({ signal }) => fetchSlots(query, signal),
    enabled: isWanted && duration !== null,
    staleTime: 20_000,
  });
  return { ...found, names, zone, hasQuestion: duration !== null };
}
