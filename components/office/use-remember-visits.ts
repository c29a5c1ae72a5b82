"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useMember } from "@/components/shared/member";
import { readRecent, recordAt, rememberRecent } from "./recent";

/** By then the page of a record stands, and it was no slip on the way to another. */
const SETTLED_MS = 1000;

/** Records opened from anywhere, not only from the palette, are among its last five. Their name is the page's heading. */
export function useRememberVisits(): void {
  const pathname = usePathname();
  const { organization, user } = useMember();
  useEffect(() => {
    const record = recordAt(pathname);
    if (!record) return;
    const timer = setTimeout(() => {
      const title = document.querySelector("main h1")?.textContent?.trim();
      if (!title) return;
      const known = readRecent(organization.id, user.id).find(({ id }) => id === record.id);
      rememberRecent(organization.id, user.id, { ...record, title, subtitle: known?.subtitle ?? null });
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [pathname, organization.id, user.id]);
}
