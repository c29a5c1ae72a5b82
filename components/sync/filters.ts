import type { JournalFilters } from "@/lib/sync-journal/schema";

/** What waits for a person: the page and its badge ask for the same. */
export const PARKED: JournalFilters = { state: "parked" };
export const PHONES_SHOWN = 200;
