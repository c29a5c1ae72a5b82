/** What people write down among themselves. */
export const ACTIVITY_KINDS = ["note", "call"] as const;

/** A message is between the customer and the office, about a visit: both see it on the visit's pages. */
export const LINE_KINDS = [...ACTIVITY_KINDS, "message"] as const;

export const NOTE_MAX = 10_000;

/** What a customer reads on his page is as long as what he may write there. */
export const MESSAGE_MAX = 2_000;
