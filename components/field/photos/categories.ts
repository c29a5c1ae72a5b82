/** What a picture shows, in the order of the work. */
export const CATEGORIES = ["before", "after", "problem", "equipment", "document", "other"] as const;
export type Category = (typeof CATEGORIES)[number];
