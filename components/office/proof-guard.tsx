"use client";

import { useEffect, useRef, useState } from "react";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { ApiProblem } from "@/lib/http/api-problem";
import { setProver } from "@/lib/http/fetch";

const ProofDialog = lazyShown(() => import("./proof-dialog").then((dialog) => dialog.ProofDialog));

export type ProofKind = "password" | "code";

/**
 * Before data leaves or goes, the server wants to know that it is still the person who signed in. It is asked for here,
 * in place, and the request that was refused is made again by itself.
 */
export function ProofGuard({ email }: { email: string }) {
  const [kind, setKind] = useState<ProofKind | null>(null);
  const waiting = useRef<((isProven: boolean) => void)[]>([]);
  useEffect(() => {
    setProver((problem: ApiProblem) => {
      setKind(problem.members.proof === "code" ? "code" : "password");
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => setProver(null);
  }, []);

  const answer = (isProven: boolean) => {
    setKind(null);
    for (const resolve of waiting.current.splice(0)) resolve(isProven);
  };
  return kind ? <ProofDialog kind={kind} email={email} onAnswer={answer} /> : null;
}
