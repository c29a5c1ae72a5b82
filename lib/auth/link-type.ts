const LINK_TYPES = ["signup", "invite", "magiclink", "recovery", "email_change", "email"] as const;

/** What a mail's link confirms, in the words of Supabase Auth. */
export type LinkType = (typeof LINK_TYPES)[number];

export function linkType(value: string | null): LinkType | null {
  return LINK_TYPES.find((type) => type === value) ?? null;
}
