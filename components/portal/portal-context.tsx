"use client";

import { createContext, use } from "react";
import type { PortalAction } from "@/lib/portal/schema";

export type PortalLink = {
  id: string;
  /** Ids of the forms as the server made them: sent twice without script, a form is done once. */
  opIds: Partial<Record<PortalAction, string>>;
  company: string;
  /** As it is dialled and as it is read; null where the company shows none. */
  phone: { number: string; words: string } | null;
  timeZone: string;
  /** The fields of a form that was refused without script. */
  kept: { action: string; fields: Record<string, string> } | null;
  /** Asks for the state now instead of at the next turn. */
  refresh: () => void;
};

/** What was typed into this form before it was refused, where it was. */
export function useRefused(action: PortalAction): Record<string, string | undefined> {
  const { kept } = usePortalLink();
  return kept?.action === action ? kept.fields : {};
}

export const PortalLinkContext = createContext<PortalLink | null>(null);

export function usePortalLink(): PortalLink {
  const link = use(PortalLinkContext);
  if (!link) throw new Error("A part of a customer's page stands outside of it.");
  return link;
}
