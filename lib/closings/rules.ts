/** Days between closing and deletion; the database has the same limits. */
export const CLOSING_GRACE = { least: 7, most: 90, shipped: 30 } as const;
