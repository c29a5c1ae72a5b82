"use client";

import { useEffect, useState } from "react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { onProblem } from "@/lib/http/fetch";

const SessionDialog = lazyShown(() => import("./session-dialog").then((dialog) => dialog.SessionDialog));

/** The session ended while the page was open: it is asked for anew above the page, which stays as it is. */
export function SessionGuard({ email }: { email: string }) {
  const [isExpired, setIsExpired] = useState(false);
  useEffect(
    () =>
      onProblem(({ code }) => {
        if (code === "session_expired" || code === "unauthenticated") setIsExpired(true);
      }),
    [],
  );
  return isExpired ? <SessionDialog email={email} onDone={() => setIsExpired(false)} /> : null;
}
