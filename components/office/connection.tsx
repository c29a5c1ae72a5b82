"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { onProblem } from "@/lib/http/fetch";

export type Connection = {
  /** Milliseconds at which it was lost; null while it is there. */
  sinceMs: number | null;
  /** When the newest data on the screen was confirmed by the server. */
  confirmedMs: number | null;
};

const PROBE_MS = 5000;
const ConnectionContext = createContext<Connection>({ sinceMs: null, confirmedMs: null });
export const useConnection = () => use(ConnectionContext);

/** The browser's own sign comes late or never (a dead router keeps it "online"), so failed calls count as well. */
export function ConnectionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [sinceMs, setSinceMs] = useState<number | null>(null);
  const [confirmedMs, setConfirmedMs] = useState<number | null>(null);

  useEffect(() => {
    setConfirmedMs(Date.now());
    const lost = () => setSinceMs((since) => since ?? Date.now());
    if (!navigator.onLine) lost();
    window.addEventListener("offline", lost);
    const silence = onProblem(({ code }) => {
      if (code === "offline") lost();
    });
    const unsubscribe = client.getQueryCache().subscribe((event) => {
      if (event.type === "updated" && event.action.type === "success") setConfirmedMs(Date.now());
    });
    return () => {
      window.removeEventListener("offline", lost);
      silence();
      unsubscribe();
    };
  }, [client]);

  const isLost = sinceMs !== null;
  useEffect(() => {
    if (!isLost) return;
    const probe = async () => {
      if (!(await isReachable())) return;
      setSinceMs(null);
      void client.invalidateQueries();
    };
    const timer = setInterval(() => void probe(), PROBE_MS);
    const now = () => void probe();
    window.addEventListener("online", now);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", now);
    };
  }, [isLost, client]);

  const value = useMemo(() => ({ sinceMs, confirmedMs }), [sinceMs, confirmedMs]);
  return <ConnectionContext value={value}>{children}</ConnectionContext>;
}

async function isReachable(): Promise<boolean> {
  try {
    await fetch("/api/v1/config", { cache: "no-store", signal: AbortSignal.timeout(4000) });
    return true;
  } catch {
    return false;
  }
}
