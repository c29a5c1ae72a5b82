"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { decideOperation } from "@/lib/sync/client";
import type { JournalEntry } from "@/lib/sync-journal/schema";
import type { Decision } from "@/lib/sync/schema";

/** What a decision may change: the visit, its work, and what else of this phone waited for it. */
const TOUCHED = new Set(["sync", "bookings", "visit-work", "activities", "history", "jobs", "time-entries"]);

/** Settles one entry. Refused, it stays where it was with the reason. */
export function useDecision({ op_id }: JournalEntry) {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const [pending, setPending] = useState<Decision | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const decide = async (decision: Decision) => {
    setPending(decision);
    setProblem(null);
    try {
      await decideOperation(op_id, { decision, reason: reason.trim() || null });
      await client.invalidateQueries({ predicate: ({ queryKey: [head] }) => TOUCHED.has(String(head)) });
    } catch (error) {
      setProblem(error);
    }
    setPending(null);
  };
  return { reason, setReason, pending, problem, decide: (decision: Decision) => void decide(decision) };
}
