"use client";

import { useTranslations } from "use-intl/react";
import type { OpenWork } from "@/lib/customers/schema";
import { ApiProblem } from "@/lib/http/api-problem";

/** Names the visits and jobs that keep a customer from being deleted; null for any other refusal. */
export function useOpenWork(): (error: unknown) => string | null {
  const t = useTranslations("customers");
  return (error) => {
    if (!(error instanceof ApiProblem) || error.code !== "customer_has_visits") return null;
    // Believed, not parsed: the schema would bring zod into a page that needs none.
    const { open, open_count: count } = error.members as OpenWork;
    if (open.length === 0) return t("openWorkCount", { count });
    return t("openWork", { numbers: open.map(({ number }) => number).join(", "), more: count - open.length });
  };
}
