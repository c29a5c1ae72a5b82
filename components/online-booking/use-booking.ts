"use client";

import { useCallback, useState } from "react";
import type { BookPage } from "@/lib/online-booking/schema";
import { book, hold, request, type Standing, type StepId } from "./booking-actions";
import { useKeptDraft } from "./draft";
import { useAttempts } from "./use-attempts";
import { usePhotos } from "./use-photos";

function draftOf({ progress, services }: BookPage) {
  const only = services.length === 1 ? services[0]?.id : undefined;
  return {
    serviceId: progress?.service_type_id ?? only ?? "",
    ...(progress ? { place: { postcode: progress.place.postcode ?? "", line1: "", city: "" } } : {}),
  };
}

function standingOf({ progress, booked }: BookPage): Standing {
  return {
    progress,
    open: progress ? "who" : "service",
    result: booked ? { kind: "booked", visit: { ...booked, link: null } } : null,
    nearest: null,
    codeState: null,
  };
}

/** The whole way from a service to a visit or a request: what is chosen, what is kept, which step is open. */
export function useBooking(slug: string, page: BookPage, timeZone: string) {
  const { draft, change, forget } = useKeptDraft(slug, draftOf(page));
  const [standing, setStanding] = useState(() => standingOf(page));
  const { busy, problem, attempt, clear } = useAttempts();
  const stand = useCallback((part: Partial<Standing>) => setStanding((now) => ({ ...now, ...part })), []);
  const photos = usePhotos(slug, page.photos);
  const forgetAll = () => {
    forget();
    photos.clear();
  };
  const way = { slug, timeZone, draft, attempt, change, forget: forgetAll, stand };
  return {
    draft,
    change,
    ...standing,
    busy,
    problem,
    photos,
    goTo: (open: StepId) => {
      clear();
      stand({ open });
    },
    /** Of other work or another place the time is another question; what was kept runs out by itself. */
    dropTime: () => stand({ progress: null, nearest: null, codeState: null }),
    /** The time has run out: the question opens again and says so. */
    lapse: useCallback(() => stand({ progress: null, nearest: [], open: "time" }), [stand]),
    hold: (startsAt: string) => hold(way, startsAt),
    introduce: () => book(way, { introduce: true }),
    sendAgain: () => book(way, { again: true }),
    typeCode: (code: string) => book(way, { code }),
    changeDetails: () => stand({ progress: standing.progress && { ...standing.progress, code: null } }),
    request: () => request(way),
    restart: () => {
      change({ serviceId: "", wishes: null, wishesText: "" });
      stand({ result: null, open: "service" });
    },
  };
}
export type Booking = ReturnType<typeof useBooking>;
