import type { Locale } from "./locales";
import type { Messages } from "./messages";

/** What the field app speaks with. */
export const FIELD_ROOMS = ["shared", "bookings", "field", "field-app"] as const;

export type FieldMessages = Pick<Messages, (typeof FIELD_ROOMS)[number]>;

const loaders: Record<Locale, () => Promise<{ default: object }[]>> = {
  en: () =>
    Promise.all([
      import("@/messages/en/shared.json"),
      import("@/messages/en/bookings.json"),
      import("@/messages/en/field.json"),
      import("@/messages/en/field-app.json"),
    ]),
  de: () =>
    Promise.all([
      import("@/messages/de/shared.json"),
      import("@/messages/de/bookings.json"),
      import("@/messages/de/field.json"),
      import("@/messages/de/field-app.json"),
    ]),
};

/** The words of a language, as parts of the build: a phone without signal can change it too. */
export async function loadFieldMessages(locale: Locale): Promise<FieldMessages> {
  const files = await loaders[locale]();
  return Object.fromEntries(
    FIELD_ROOMS.map((room, index) => [room, files[index]?.default]),
  ) as unknown as FieldMessages;
}
