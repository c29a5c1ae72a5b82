"use client";

import { useState } from "react";
import { dateIn } from "@/lib/time";

/** The local date of a zone when the page was opened: what certificates are compared with. */
export function useOpenedDate(zone: string): string {
  const [openedAtMs] = useState(() => Date.now());
  return dateIn(openedAtMs, zone);
}
