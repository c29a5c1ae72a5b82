"use client";

import { useEffect, useState } from "react";
import { ApiProblem } from "@/lib/http/api-problem";
import { askTimes } from "@/lib/online-booking/client";
import type { BookTimes } from "@/lib/online-booking/schema";
import type { Draft } from "./draft";

type Found = { times: BookTimes["data"]; nextFrom: string | null; problem: ApiProblem | null };
const NOTHING: Found = { times: [], nextFrom: null, problem: null };

/** Free times, a week at a time and read again whenever the question opens: an hour ago is another week. */
export function useTimes(slug: string, serviceId: string, place: Draft["place"]) {
  // What is asked for next: from the beginning (null) or from where the last answer ended.
  const [asked, setAsked] = useState<{ from: string | null; turn: number }>({ from: null, turn: 0 });
  const [answer, setAnswer] = useState<{ turn: number; found: Found } | null>(null);
  const { postcode, line1, city } = place;
  useEffect(() => {
    let isCurrent = true;
    const { from, turn } = asked;
    const where = { postcode: postcode.trim(), line1: line1.trim(), city: city.trim() };
    const keep = (found: (before: Found) => Found) =>
      isCurrent && setAnswer((before) => ({ turn, found: found(before?.found ?? NOTHING) }));
    askTimes(slug, { service_type_id: serviceId, place: where, ...(from ? { from } : {}) }).then(
      ({ data, next_from: nextFrom }) =>
        keep((before) => ({ times: [...(from ? before.times : []), ...data], nextFrom, problem: null })),
      (error: unknown) => {
        const problem = error instanceof ApiProblem ? error : new ApiProblem(0, "unreadable");
        keep((before) => ({ ...before, problem }));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [slug, serviceId, postcode, line1, city, asked]);
  return {
    found: answer?.found ?? NOTHING,
    isLoading: answer?.turn !== asked.turn,
    load: (from: string | null) => setAsked(({ turn }) => ({ from, turn: turn + 1 })),
  };
}
