import "server-only";
import { appUrl } from "@/lib/env";
import { invalidField } from "@/lib/errors";
import { spotOf, type Visit } from "@/lib/online-booking/queries";
import {
  bookAnswer,
  bookProgress,
  requestAnswer,
  type BookAnswer,
  type BookBody,
  type BookProgress,
  type RequestAnswer,
} from "@/lib/online-booking/schema";
import { parsePhone } from "@/lib/phone";
import type { Json } from "@/lib/supabase/database.types";
import { unwrap } from "@/lib/supabase/unwrap";

/** Keeps a time; the one kept before is given back. 409 `time_taken` carries the `nearest` three. */
export async function holdTime(visit: Visit, body: BookBody<"hold">, locale: string): Promise<BookProgress> {
  const payload = { ...body, place: await spotOf(visit, body.place, locale) };
  return bookProgress.parse(unwrap(await visit.client.rpc("book_hold", { payload: payload as Json })));
}

/** Who, the code, or another code, as the body says. */
export async function book(visit: Visit, body: BookBody<"book">, locale: string): Promise<BookAnswer> {
  const payload = "name" in body ? { ...body, phone: numberOf(visit, body.phone), locale } : body;
  const answer = bookAnswer.parse(unwrap(await visit.client.rpc("book_book", { payload: payload as Json })));
  if (answer.state !== "booked") return answer;
  const { link_token, state, ...made } = answer;
  return { state, visit: { ...made, link: link_token && `${appUrl()}/p/${link_token}` } };
}

export async function requestVisit(
  visit: Visit,
  body: BookBody<"request">,
  locale: string,
): Promise<RequestAnswer> {
  const place = await spotOf(visit, body.address, locale);
  const payload = { ...body, place, phone: numberOf(visit, body.phone), locale };
  return requestAnswer.parse(unwrap(await visit.client.rpc("book_request", { payload: payload as Json })));
}

function numberOf({ front }: Visit, given: string): string {
  const number = parsePhone(given, front.country);
  if (!number) throw invalidField("phone", "invalid_phone", "This is no telephone number.");
  return number;
}
