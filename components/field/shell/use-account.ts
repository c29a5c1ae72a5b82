"use client";

import { useEffect, useState } from "react";
import { useLive } from "@/lib/field/current";
import { readStop } from "@/lib/field/link";
import { openAccount } from "@/lib/field/open";
import type { Account } from "@/lib/field/registry";
import { resolveAccount } from "@/lib/field/session";
import type { Resolved } from "@/lib/field/session";

export type FieldSession =
  | { kind: "opening" }
  | { kind: "signed_out"; unsent: number }
  | { kind: "no_organization" }
  | { kind: "removed"; account: Account }
  | { kind: "ready"; account: Account };

/** The browser keeps the store even when the phone runs out of room; without it weeks of disuse may cost it. */
function askToPersist(): void {
  // Absent over plain http.
  if (navigator.storage?.persist) void navigator.storage.persist().catch(() => false);
}

/** Finds out whose phone this is and opens the store: from the phone alone, before the office is asked anything. */
export function useAccount(version: string): FieldSession {
  const [resolved, setResolved] = useState<Resolved | null>(null);
  const stop = useLive(readStop, []);
  useEffect(() => {
    let isOver = false;
    let close = () => {};
    const open = async () => {
      const answer = await resolveAccount();
      if (isOver) return;
      if (answer.kind === "account") {
        const opened = await openAccount(answer.account, version);
        if (isOver) return opened();
        close = opened;
        askToPersist();
      }
      setResolved(answer);
    };
    void open();
    return () => {
      isOver = true;
      close();
    };
  }, [version]);
  if (!resolved) return { kind: "opening" };
  if (resolved.kind !== "account") return resolved;
  const { account } = resolved;
  return stop === "removed" ? { kind: "removed", account } : { kind: "ready", account };
}
