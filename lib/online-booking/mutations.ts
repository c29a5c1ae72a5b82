import "server-only";
import { appUrl } from "@/lib/env";
import { sha256Hex } from "@/lib/crypto/digest";
import { AppError, invalidField } from "@/lib/errors";
import { findFault } from "@/lib/files/queries";
import { ENDING_BY_TYPE, isFileType } from "@/lib/files/rules";
import { spotOf, type Visit } from "@/lib/online-booking/queries";
import {
  bookAnswer,
  bookPhoto,
  bookProgress,
  declaredPhoto,
  requestAnswer,
  type BookAnswer,
  type BookBody,
  type BookPhoto,
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

export type Picture = { id: string; bytes: Buffer; mime: string };

/**
 * Takes a picture: declared, put in place under the visitor's own token, so that Storage asks its policy, and handed to
 * the worker. Sent again with the same id it is the same picture. The first look at its bytes is here, because the
 * visitor has gone by the time the worker would tell him; the worker looks again.
 */
export async function sendPhoto({ client }: Visit, { id, bytes, mime }: Picture): Promise<BookPhoto> {
  const size_bytes = bytes.length;
  const reason = findFault(bytes, mime);
  if (reason) throw unreadablePhoto(reason);
  const name = `${id.slice(-6)}.${isFileType(mime) ? ENDING_BY_TYPE[mime] : "bin"}`;
  const declaration = { op_id: id, name, size_bytes, mime, sha256: sha256Hex(bytes) };
  const { bucket, path, ...held } = declaredPhoto.parse(
    unwrap(await client.rpc("book_photo", { payload: declaration })),
  );
  if (held.state === "rejected") throw unreadablePhoto("unreadable");
  const { error } = held.is_wanted
    ? await client.storage.from(bucket).upload(path, bytes, { contentType: mime })
    : { error: null };
  // Sent twice at once the second comes too late to be put in place: whether the bytes are there is what counts.
  const answer = await client.rpc("book_photo_sent", { payload: { op_id: id } });
  if (error && answer.error)
    throw new AppError("unavailable", "Pictures can't be taken right now.", { cause: error });
  const photo = bookPhoto.parse(unwrap(answer));
  if (photo.state === "rejected") throw unreadablePhoto("unreadable");
  return photo;
}

function unreadablePhoto(code: string): AppError {
  const errors = [{ field: "photo", code, message: "This is no picture that can be read." }];
  return new AppError("invalid_photo", "This is no picture that can be read.", { errors });
}

/** Takes back one that became nothing yet; of one that is gone it says nothing. */
export async function removePhoto({ client }: Visit, id: string): Promise<void> {
  unwrap(await client.rpc("book_photo_remove", { payload: { op_id: id } }));
}
