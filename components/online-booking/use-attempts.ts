"use client";

import { useRef, useState } from "react";
import { ApiProblem } from "@/lib/http/api-problem";
import { newId } from "@/lib/uuid";

/**
 * One thing at a time. What got lost on the way keeps its id, so that the same words sent again are one action; other
 * words, or an answer of whatever kind, begin a new one.
 */
export function useAttempts() {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const last = useRef<{ words: string; id: string } | null>(null);

  const attempt = async <T>(
    name: string,
    body: object,
    send: (opId: string) => Promise<T>,
  ): Promise<T | ApiProblem | null> => {
    if (busy) return null;
    const words = `${name} ${JSON.stringify(body)}`;
    if (last.current?.words !== words) last.current = { words, id: newId() };
    setBusy(name);
    setProblem(null);
    try {
      const answer = await send(last.current.id);
      last.current = null;
      return answer;
    } catch (error) {
      const refusal = error instanceof ApiProblem ? error : new ApiProblem(0, "unreadable");
      if (refusal.status > 0 && refusal.status < 500) last.current = null;
      setProblem(refusal);
      return refusal;
    } finally {
      setBusy(null);
    }
  };
  return { busy, problem, attempt, clear: () => setProblem(null) };
}
