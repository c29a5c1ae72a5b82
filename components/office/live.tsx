"use client";

import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { LiveContext } from "@/components/shared/live";
import { useMember } from "@/components/shared/member";
import { scopeOf } from "@/lib/auth/rules";
import type { LiveState } from "@/lib/live/client";
import { createLiveStore } from "./live-store";
import { officeTopic, userTopic } from "./live-topics";

const StateContext = createContext<LiveState>("connecting");
export const useLiveState = () => use(StateContext);

/** Pages below show within a second what others change; whoever sees only his own visits hears of those. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { user, organization, permissions } = useMember();
  const seesAll = scopeOf({ permissions }, "read", "bookings") === "all";
  const topic = seesAll ? officeTopic(organization.id) : userTopic(user.id);
  const store = useMemo(() => createLiveStore(client, topic), [client, topic]);
  const state = useSyncExternalStore(store.subscribe, store.read, () => "connecting" as const);
  return (
    <StateContext value={state}>
      <LiveContext value={state === "live"}>{children}</LiveContext>
    </StateContext>
  );
}
