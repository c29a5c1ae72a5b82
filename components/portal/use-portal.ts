"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem } from "@/lib/http/api-problem";
import { act, fetchState } from "@/lib/portal/client";
import type { PortalState } from "@/lib/portal/schema";

/**
 * What happens is to be seen within six seconds: that leaves three for the way to the office and back. A request that
 * the server holds until something changes would spare the database nothing: no word of a change reaches the web process,
 * so it would ask as often itself.
 */
const EVERY_MS = 3_000;

export type Connection = {
  /** When the shown state was last known to be the present one. */
  knownAt: number;
  /** Since when nothing could be learned; null while all is well. */
  lostAt: number | null;
  /** The session is over: the link has to be opened again. */
  isClosed: boolean;
};

/**
 * The visit as it is now. Asks every three seconds while somebody looks, at once when the page is looked at again, and
 * keeps the last state with its time while there is no connection.
 */
export function usePortal(initial: PortalState): {
  state: PortalState;
  connection: Connection;
  refresh: () => void;
} {
  const [state, setState] = useState(initial);
  const [connection, setConnection] = useState<Connection>(() => ({
    knownAt: Date.now(),
    lostAt: null,
    isClosed: false,
  }));
  const version = useRef(initial.version);
  const asking = useRef(false);
  const linkId = initial.link.id;

  const ask = useCallback(async () => {
    if (asking.current) return;
    asking.current = true;
    try {
      const next = await fetchState(linkId, version.current);
      if (next) {
        version.current = next.version;
        setState(next);
      }
      setConnection({ knownAt: Date.now(), lostAt: null, isClosed: false });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 410) location.replace(`/v/${linkId}/ended`);
      const isClosed = error instanceof ApiProblem && (error.status === 404 || error.status === 403);
      setConnection((was) => ({ ...was, lostAt: was.lostAt ?? Date.now(), isClosed }));
    } finally {
      asking.current = false;
    }
  }, [linkId]);

  useVisibleTurns(ask);
  useSeen(linkId);
  return { state, connection, refresh: () => void ask() };
}

function useVisibleTurns(ask: () => Promise<void>): void {
  useEffect(() => {
    const turn = () => {
      if (document.visibilityState === "visible") void ask();
    };
    const timer = setInterval(turn, EVERY_MS);
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("online", turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("online", turn);
    };
  }, [ask]);
}

/** A preview loads a page too, but nobody looks at it: only what is visible is a look. */
function useSeen(linkId: string): void {
  useEffect(() => {
    let isSaid = false;
    const say = () => {
      if (isSaid || document.visibilityState !== "visible") return;
      isSaid = true;
      // That a look was not counted is nobody's trouble on this page.
      act(linkId, "seen", {}).catch(() => undefined);
    };
    say();
    document.addEventListener("visibilitychange", say);
    return () => document.removeEventListener("visibilitychange", say);
  }, [linkId]);
}
