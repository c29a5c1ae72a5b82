import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { createFormats } from "./format";
import { LANGUAGE_COOKIE, negotiateLocale, toLocale } from "./locales";
import type { Locale } from "./locales";
import { messagesOf } from "./messages";
import type { Room } from "./messages";

/**
 * The language of this request: on a customer's page his own (the middleware says it), else what the person chose
 * here (cookie, written from the profile at sign-in), else what the browser asks for.
 */
export const getLocale = cache(async (): Promise<Locale> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const chosen = toLocale(head.get("x-callout-language")) ?? toLocale(jar.get(LANGUAGE_COOKIE)?.value);
  return chosen ?? negotiateLocale(head.get("accept-language"));
});

/** Translator of one room for server components: `const t = await getTranslator("customers")`. */
export async function getTranslator<R extends Room>(room: R) {
  return getTranslatorOf(await getLocale(), room);
}

/** Where the language is known from elsewhere: a customer's, not the browser's. */
export function getTranslatorOf<R extends Room>(locale: Locale, room: R) {
  return createTranslator({ locale, messages: messagesOf(locale), namespace: room, timeZone: "UTC" });
}

/** Dates, durations and lists in the language of this request. */
export async function getFormats() {
  return createFormats(await getLocale());
}
