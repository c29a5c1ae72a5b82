"use client";

import { useState } from "react";
import { useVisitRequests } from "@/components/shared/visit-request";
import type { VisitRequest } from "@/components/shared/visit-request";
import { lazyShown } from "@/components/ui/lazy-overlay";

const VisitDesk = lazyShown(() => import("./visit-desk").then((desk) => desk.VisitDesk));

/** Hears what lists, board, palette and pages ask for about visits; stands once in the office's layout. */
export function VisitDialogs() {
  const [request, setRequest] = useState<VisitRequest | null>(null);
  useVisitRequests(setRequest);
  return request ? <VisitDesk request={request} /> : null;
}
