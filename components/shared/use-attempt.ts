"use client";

import { useCallback, useState } from "react";
import { authFailure } from "@/lib/auth/failure";
import type { AuthFailure } from "@/lib/auth/failure";

/** Runs one step of signing in at a time; while it runs the button is busy, a refusal becomes one sentence. */
export function useAttempt() {
  const [isRunning, setIsRunning] = useState(false);
  const [failure, setFailure] = useState<AuthFailure | null>(null);
  const attempt = useCallback(async (action: () => Promise<void>): Promise<AuthFailure | null> => {
    setIsRunning(true);
    setFailure(null);
    try {
      await action();
      return null;
    } catch (error) {
      const refused = authFailure(error);
      setFailure(refused);
      setIsRunning(false);
      return refused;
    }
  }, []);
  const rest = useCallback(() => {
    setIsRunning(false);
    setFailure(null);
  }, []);
  return { isRunning, failure, setFailure, attempt, rest };
}
