import "server-only";
import { randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { hmacSha256, sha256Hex } from "@/lib/crypto/digest";
import { principalToken } from "@/lib/crypto/principal-token";
import { appUrl, contextKey } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { locateAddress, placeAttribution } from "@/lib/geocoding/queries";
import { openBookingPage, takeRate } from "@/lib/http/gate";
import { contextHeaders, type RequestContext } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { isSlug } from "@/lib/online-booking/rules";
import {
  bookLogo,
  bookOpening,
  bookPage,
  bookTimes,
  bookZone,
  type BookFront,
  type BookPage,
  type BookPlace,
  type BookTimes,
  type BookZone,
} from "@/lib/online-booking/schema";
import type { Json } from "@/lib/supabase/database.types";
import { unwrap } from "@/lib/supabase/unwrap";
import { userClient, type Client } from "@/lib/supabase/user-client";

const COOKIE = "book_visitor";
/** As long as what he booked is shown again. */
const COOKIE_AGE_S = 2 * 3600;

/** Somebody on a booking page. The client speaks for this page and this browser alone, and for a minute. */
export type Visit = {
  slug: string;
  orgId: string;
  front: BookFront;
  client: Client;
  /** Names his network address without telling it. */
  addressHash: string;
  /** To be sent with the answer where the browser has no cookie yet; null where it has. */
  cookie: string | null;
};

/** A keyed hash: nobody who reads the table finds the address by trying them all. Of IPv6 the first 64 bits. */
export function addressHashOf(ip: string | null): string {
  const network = ip?.includes(":") ? networkOf(ip) : (ip ?? "unknown");
  return hmacSha256(contextKey(), `book ${network}`).slice(0, 32);
}

function networkOf(ip: string): string {
  // An IPv4 address written as IPv6 is that address, not one of a network of four billion.
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  const [head = "", tail] = ip.toLowerCase().split("::");
  const first = head.split(":").filter(Boolean);
  const last = tail?.split(":").filter(Boolean) ?? [];
  const gap =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return [...first, ...gap, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/**
 * Opens a booking page by its address. Throws 404 where there is none: unknown, suspended and closed are the same, and
 * 429 for who opens too many. `isActing` gives a browser without a cookie one.
 */
export async function openBooking(slug: string, context: RequestContext, isActing: boolean): Promise<Visit> {
  const addressHash = addressHashOf(context.ip);
  const found = isSlug(slug) ? await openBookingPage(slug, addressHash) : null;
  if (!found) throw new AppError("not_found", "There is no such page.");
  const opening = bookOpening.parse(found);
  if ("retry_after_s" in opening)
    throw new AppError("rate_limited", "Too many requests. Please wait.", {
      retryAfterS: opening.retry_after_s,
    });
  const known = (await cookies()).get(COOKIE)?.value;
  const isKnown = known !== undefined && /^[A-Za-z0-9_-]{43}$/.test(known);
  const secret = isKnown ? known : isActing ? randomBytes(32).toString("base64url") : null;
  const token = await principalToken({
    orgId: opening.org_id,
    principal: `book:${opening.org_id}`,
    claims: { book_ip: addressHash, book_visitor: secret && sha256Hex(secret) },
  });
  return {
    slug,
    orgId: opening.org_id,
    front: opening.organization,
    client: userClient(token, contextHeaders(context)),
    addressHash,
    cookie: secret && !isKnown ? secret : null,
  };
}

/** Below this page only, so that one company's page tells nothing to another's. */
export function visitorCookie(slug: string, secret: string): string {
  const secure = appUrl().startsWith("https:") ? "; Secure" : "";
  return `${COOKIE}=${secret}; Path=/book/${slug}; Max-Age=${COOKIE_AGE_S}; HttpOnly; SameSite=Lax${secure}`;
}

export async function getBookPage(client: Client): Promise<BookPage> {
  return bookPage.parse(unwrap(await client.rpc("book_page")));
}

/** The bytes, read with the visitor's own token: Storage asks its policy once more. */
export async function openLogo({ client }: Visit): Promise<{ mime: string; content: Blob }> {
  const { bucket, path, mime } = bookLogo.parse(unwrap(await client.rpc("book_logo")));
  const { data, error } = await client.storage.from(bucket).download(path);
  if (error) throw new AppError("not_found", "There is no such file.", { cause: error });
  return { mime, content: data };
}

type Spot = { postcode: string; lat?: number; lng?: number };
const spots = new Map<string, Spot>();
const MOST_SPOTS = 500;

/**
 * Where an address is: on the map where the installation has a geocoder and it answers, by its postcode else. It is
 * looked up here and not by the browser, which could say that any place is inside. One address is asked for several
 * times on the way to a visit, so the latest are kept for this process.
 */
export async function spotOf(visit: Visit, place: BookPlace, locale: string): Promise<Spot> {
  const { postcode, line1, city } = place;
  if (!placeAttribution() || !line1 || !city) return { postcode };
  const key = [visit.front.country, postcode, line1, city].join("\n").toLowerCase();
  const kept = spots.get(key);
  if (kept) return kept;
  try {
    if ((await takeRate(`book_place:${visit.addressHash}`, 30, 3600, 15)) !== null) return { postcode };
    const q = `${line1}, ${postcode} ${city}`;
    const found = await locateAddress({ q, country: visit.front.country, locale });
    const spot = found ? { postcode, lat: found.lat, lng: found.lng } : { postcode };
    const [oldest] = spots.keys();
    if (spots.size >= MOST_SPOTS && oldest !== undefined) spots.delete(oldest);
    spots.set(key, spot);
    return spot;
  } catch (error) {
    log.warn("book_place_not_found", { error });
    return { postcode };
  }
}

export async function findBookZone({ client }: Visit, spot: Spot): Promise<BookZone> {
  return bookZone.parse(unwrap(await client.rpc("book_zone", { payload: spot as Json })));
}

export async function listBookTimes(
  { client }: Visit,
  asked: { service_type_id: string; place: Spot; from?: string | undefined },
): Promise<BookTimes> {
  return bookTimes.parse(unwrap(await client.rpc("book_slots", { payload: asked as Json })));
}
