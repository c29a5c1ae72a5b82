import { addDays, wallToInstant } from "@/lib/time";

export const BOOK_ACTIONS = ["hold", "book", "request"] as const;
export type BookAction = (typeof BOOK_ACTIONS)[number];
export const isBookAction = (word: string): word is BookAction => BOOK_ACTIONS.some((each) => each === word);

/** As the database counts them: pictures for one booking, bytes of one, and its longest side when the page sends it. */
export const MAX_PHOTOS = 3;
export const MAX_PHOTO_BYTES = 4 * 1024 * 1024;
export const PHOTO_PX = 2048;
const PHOTO_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const isPhotoType = (type: string): boolean => PHOTO_TYPES.includes(type);

/** As organizations' addresses are; anything else is no page. */
export const isSlug = (word: string): boolean => /^[a-z0-9][a-z0-9-]{0,59}$/.test(word);

/** Parts of a day that somebody may wish for, in the company's wall time. */
export const DAY_PARTS = {
  morning: ["08:00", "12:00"],
  afternoon: ["12:00", "17:00"],
  evening: ["17:00", "20:00"],
} as const;
export type DayPart = keyof typeof DAY_PARTS;
export type Wish = { day: string; part: DayPart };

export const isDayPart = (word: unknown): word is DayPart => typeof word === "string" && word in DAY_PARTS;

export function wishSpan({ day, part }: Wish, timeZone: string): { starts_at: string; ends_at: string } {
  const [from, to] = DAY_PARTS[part];
  return {
    starts_at: new Date(wallToInstant(day, from, timeZone)).toISOString(),
    ends_at: new Date(wallToInstant(day, to, timeZone)).toISOString(),
  };
}

type Fields = Record<string, string>;

/** The form without script as the body of a request. Wishes that were left empty are none. */
export function requestOfForm(fields: Fields, timeZone: string): object {
  const { op_id, service_type_id, name, email, phone, note, line1, city, postcode, wishes_text } = fields;
  const wishes = [1, 2, 3].flatMap((place) => {
    const [day, part] = [fields[`day_${place}`] ?? "", fields[`part_${place}`]];
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
    return isDay && isDayPart(part) ? [wishSpan({ day, part }, timeZone)] : [];
  });
  return {
    op_id,
    service_type_id,
    name,
    email,
    phone,
    note: note ?? "",
    address: { line1, city, postcode },
    wishes,
    wishes_text: wishes_text ?? "",
  };
}

/** The first day somebody may wish for, and the last that a calendar offers. */
export function wishDays(today: string): { first: string; last: string } {
  return { first: addDays(today, 1), last: addDays(today, 180) };
}
