/** What customers are asked about, and how they answer; the database has the same words. */
export const CONSENT_PURPOSES = ["messages", "marketing", "photos", "reviews"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];
export const CONSENT_SOURCES = ["phone", "in_person", "paper", "email", "web", "import", "other"] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];
